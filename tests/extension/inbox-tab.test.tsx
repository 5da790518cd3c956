/** The tab of missed calls in the panel: its count, and calling back from there. */
import { cleanup, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { Panel } from '../../extension/calls/panel/Panel.tsx';
import { ok } from '../../shared/result.ts';
import { anEntry } from './inbox-fixtures.ts';
import { aDesk, aState, dana, maria, NOW } from './screens-fixtures.ts';

afterEach(cleanup);

const open = async (counts: readonly number[]) => {
  const left = [...counts];
  const desk = aDesk({ missed: async () => ok({ open: left.shift() ?? -1, unheard: 0 }) });
  render(<Panel panel={desk.panel} />);
  await waitFor(() => expect(desk.asked.connections).toBe(1));
  desk.show(aState());
  return desk;
};

test('the tab counts the open entries, and counts again when the phone hears of a change', async () => {
  const { show } = await open([3, 2, 0]);
  expect(await screen.findByRole('tab', { name: 'Missed 3' })).toBeTruthy();
  show(aState(null, { inboxAt: NOW }));
  expect(await screen.findByRole('tab', { name: 'Missed 2' })).toBeTruthy();
  // A frame about anything else reads nothing.
  show(aState(null, { inboxAt: NOW, microphone: 'refused' }));
  show(aState(null, { inboxAt: NOW + 1 }));
  expect(await screen.findByRole('tab', { name: 'Missed' })).toBeTruthy();
});

test('a large count is cut short', async () => {
  await open([120]);
  expect(await screen.findByRole('tab', { name: 'Missed 99+' })).toBeTruthy();
});

test('the count of the previous workspace is gone at once', async () => {
  const { panel } = await open([3]);
  await screen.findByRole('tab', { name: 'Missed 3' });
  await panel.switchTo(dana.workspace.id);
  expect(await screen.findByRole('tab', { name: 'Missed' })).toBeTruthy();
});

test('a caller is called back from the number they had called', async () => {
  const { asked, panel } = await open([1]);
  panel.callBack(anEntry());
  await waitFor(() => expect(asked.dials).toHaveLength(1));
  expect(asked.dials[0]?.intent).toEqual({
    number: '+12125550100',
    source: 'recents',
    contactId: maria.id,
    callFrom: '+16465550142',
    at: NOW,
  });
  panel.callBack(anEntry('b', { number: null }));
  expect(asked.dials).toHaveLength(1);
});
