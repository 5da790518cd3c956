// @vitest-environment happy-dom
import { render } from 'preact';
import { beforeEach, describe, expect, it } from 'vitest';
import { hasTyped } from '../../extension/desk/typed.ts';

let page: HTMLElement;
beforeEach(() => {
  page = document.createElement('main');
  document.body.replaceChildren(page);
  render(
    <>
      <form data-guarded>
        <input name="name" defaultValue="New York" />
        <input name="voice" type="checkbox" defaultChecked />
      </form>
      <form>
        <input name="find" />
      </form>
    </>,
    page,
  );
});
const input = (name: string) =>
  document.querySelector<HTMLInputElement>(`[name=${name}]`) as HTMLInputElement;

describe('unsaved input', () => {
  it('is not found in an unchanged form, or in a form that is not saved', () => {
    input('find').value = 'maria';
    expect(hasTyped(document.body)).toBe(false);
  });

  it('is a changed text, until it is changed back', () => {
    input('name').value = 'Boston';
    expect(hasTyped(document.body)).toBe(true);
    input('name').value = 'New York';
    expect(hasTyped(document.body)).toBe(false);
  });

  it('is a switch that was thrown', () => {
    input('voice').checked = false;
    expect(hasTyped(document.body)).toBe(true);
  });
});
