import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Toasts } from '../../extension/ui/toasts/Toasts.tsx';
import { createToasts } from '../../extension/ui/toasts/toasts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const LONG_MS = 60_000;
const open = () => {
  const toasts = createToasts();
  render(<Toasts toasts={toasts} />);
  return toasts;
};
const texts = () => [...document.querySelectorAll('[role="status"] p')].map(each => each.textContent);
const pass = () => act(() => void vi.advanceTimersByTime(LONG_MS));

test('a confirmation is announced, leaves the focus where it is, and goes away on its own', async () => {
  const toasts = open();
  const focused = document.activeElement;
  await act(() => toasts.say('Nia was removed.'));
  expect(screen.getByRole('status').textContent).toContain('Nia was removed.');
  expect(document.activeElement).toBe(focused);
  await pass();
  expect(texts()).toEqual([]);
});

test('an act that can be undone has a button for it, which works once', async () => {
  const toasts = open();
  let undone = 0;
  await act(() => toasts.say('Saved.', () => undone++));
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await act(() => {});
  expect([undone, screen.queryByRole('button', { name: 'Undo' })]).toEqual([1, null]);
});

test('confirmations wait in one queue, in which the oldest makes room', async () => {
  const toasts = open();
  await act(() => ['one', 'two', 'three', 'four'].forEach(text => void toasts.say(text)));
  expect(texts()).toEqual(['two', 'three', 'four']);
});

test('the same words said again take the place of the first, and get their own time', async () => {
  const toasts = open();
  await act(() => ['saved', 'removed', 'saved'].forEach(text => void toasts.say(text)));
  expect(texts()).toEqual(['removed', 'saved']);
  fireEvent.mouseEnter(screen.getByRole('status'));
  await act(() => toasts.say('saved'));
  await pass();
  expect(texts()).toEqual(['removed', 'saved']);
});

test('none goes away while one is pointed at', async () => {
  const toasts = open();
  await act(() => toasts.say('one'));
  fireEvent.mouseEnter(screen.getByRole('status'));
  await act(() => toasts.say('two'));
  await pass();
  expect(texts()).toEqual(['one', 'two']);
  fireEvent.mouseLeave(screen.getByRole('status'));
  await pass();
  expect(texts()).toEqual([]);
});

test('a confirmation that was dismissed by keyboard leaves the next one its time', async () => {
  const toasts = open();
  await act(() => toasts.say('one'));
  fireEvent.focusIn(screen.getByRole('button', { name: 'Dismiss' }));
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  await act(() => toasts.say('two'));
  await pass();
  expect(texts()).toEqual([]);
});
