import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { Confirm } from '../../extension/ui/confirm/Confirm.tsx';
import type { Trouble } from '../../extension/ui/Trouble.tsx';

afterEach(cleanup);

const open = () => {
  const asks = signal<string | null>(null);
  const trouble = signal<Trouble | null>(null);
  const isBusy = signal(false);
  const acts: string[] = [];
  const Page = () => (
    <main tabIndex={-1}>
      <button type="button" onClick={() => (asks.value = 'Remove Nia?')}>
        Open
      </button>
      <Confirm
        asks={asks.value}
        act="Remove"
        acting="Removing…"
        cancel="Keep"
        isBusy={isBusy.value}
        trouble={trouble.value}
        onAct={() => acts.push('removed')}
        onCancel={() => (asks.value = null)}
      >
        They are signed out everywhere at once.
      </Confirm>
    </main>
  );
  render(<Page />);
  fireEvent.click(screen.getByRole('button', { name: 'Open' }));
  return { asks, trouble, isBusy, acts };
};

test('a question has a title, says what happens, and acts only when its verb is pressed', async () => {
  const { acts } = open();
  const dialog = await screen.findByRole('alertdialog', { name: 'Remove Nia?' });
  expect(dialog.textContent).toContain('They are signed out everywhere at once.');
  expect(acts).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
  expect(acts).toEqual(['removed']);
});

test('what cancels comes first, and closes the question', async () => {
  const { acts } = open();
  await screen.findByRole('alertdialog', { name: 'Remove Nia?' });
  const [first] = document.querySelectorAll('dialog button');
  expect(first?.textContent).toBe('Keep');
  fireEvent.click(screen.getByRole('button', { name: 'Keep' }));
  expect([document.querySelector('dialog')?.open, acts]).toEqual([false, []]);
});

test('Escape, which closes the dialog, cancels', async () => {
  const { asks, acts } = open();
  const dialog = await screen.findByRole('alertdialog', { name: 'Remove Nia?' });
  fireEvent(dialog, new Event('close'));
  expect([asks.value, acts]).toEqual([null, []]);
});

test('the act is under way once at a time; what goes wrong is said in the dialog, which stays', async () => {
  const { trouble, isBusy, acts } = open();
  await screen.findByRole('alertdialog', { name: 'Remove Nia?' });
  isBusy.value = true;
  fireEvent.click(await screen.findByRole('button', { name: 'Removing…' }));
  expect(acts).toEqual([]);
  isBusy.value = false;
  trouble.value = { text: 'It broke.' };
  expect((await screen.findByRole('alert')).textContent).toContain('It broke.');
  fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
  expect(acts).toEqual(['removed']);
});
