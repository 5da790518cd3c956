import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { Panel } from '../../extension/calls/panel/Panel.tsx';
import type { Ports } from '../../extension/calls/panel/ports.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { aCall, aDesk, aState, aView, maria, NOW } from './screens-fixtures.ts';

afterEach(cleanup);

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const talked = aView({
  phase: 'ended',
  endReason: 'completed',
  openedAt: NOW - 10 * MINUTE_MS,
  answeredAt: NOW - 9 * MINUTE_MS,
  endedAt: NOW - 8 * MINUTE_MS,
});
const busy = aView(
  {
    phase: 'ended',
    endReason: 'busy',
    openedAt: NOW - DAY_MS,
    contact: { ...maria, name: null, company: null },
  },
  'b',
);
const missed = aView(
  { direction: 'inbound', phase: 'ended', endReason: 'no_answer', openedAt: NOW - DAY_MS - MINUTE_MS },
  'c',
);

const open = async (recents: Ports['recents']) => {
  const desk = aDesk({ recents });
  render(<Panel panel={desk.panel} />);
  await waitFor(() => expect(desk.asked.connections).toBe(1));
  desk.show(aState());
  fireEvent.click(await screen.findByRole('tab', { name: 'Recents' }));
  return desk;
};

const rows = async () => {
  await screen.findAllByRole('listitem');
  return screen.getAllByRole('listitem').map(row => row.textContent ?? '');
};

describe('recents', () => {
  test('each row has name or number, direction, duration or reason, and time', async () => {
    await open(async () => ok({ calls: [talked, busy, missed], more: false }));
    const [first, second, third] = await rows();
    expect(first).toMatch(/Outgoing.*Maria Alvarez.*\d.*01:00 · \(212\) 555-0100/);
    expect(second).toMatch(/Outgoing.*\(212\) 555-0100.*Busy/);
    expect(third).toMatch(/Incoming.*Maria Alvarez.*No answer/);
    expect(screen.getAllByRole('heading', { level: 2 }).map(head => head.textContent)).toEqual([
      'Today',
      'Yesterday',
    ]);
  });

  test('a click on a row calls its number again, with its contact', async () => {
    const desk = await open(async () => ok({ calls: [talked], more: false }));
    fireEvent.click(await screen.findByRole('button', { name: /Maria Alvarez/ }));
    await waitFor(() => expect(desk.asked.dials).toHaveLength(1));
    expect(desk.asked.dials[0]?.intent).toEqual({
      number: '+12125550100',
      source: 'recents',
      contactId: maria.id,
      at: NOW,
    });
  });

  test('an incoming call is called back at the number it came from', async () => {
    const { to: from } = aView();
    const to = E164.parse('+12125550190');
    const desk = await open(async () => ok({ calls: [{ ...missed, from, to }], more: false }));
    fireEvent.click(await screen.findByRole('button', { name: /Maria Alvarez/ }));
    await waitFor(() => expect(desk.asked.dials[0]?.intent.number).toBe(from));
  });

  test('arrow keys move between rows', async () => {
    await open(async () => ok({ calls: [talked, busy], more: false }));
    await rows();
    const [first, second] = screen.getAllByRole('listitem').map(row => row.querySelector('button'));
    first?.focus();
    if (first) fireEvent.keyDown(first, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(second);
  });

  test('Show more loads calls older than the last row and adds them', async () => {
    const asked: (number | undefined)[] = [];
    await open(async before => {
      asked.push(before);
      return ok(before === undefined ? { calls: [talked], more: true } : { calls: [busy], more: false });
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    await waitFor(async () => expect(await rows()).toHaveLength(2));
    expect(asked.at(-1)).toBe(talked.openedAt);
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  test('without calls, a text says what will be shown here', async () => {
    await open(async () => ok({ calls: [], more: false }));
    expect(await screen.findByText('No calls yet')).toBeTruthy();
  });

  test('a failure is shown with its request id, and Try again loads the calls', async () => {
    let broken = true;
    await open(async () =>
      broken
        ? err({ reason: 'server', detail: 'Something broke.', requestId: 'req_7' })
        : ok({ calls: [talked], more: false }),
    );
    expect(await screen.findByText('req_7')).toBeTruthy();
    broken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rows()).toHaveLength(1);
  });

  test('offline, a text says when they will be back', async () => {
    await open(async () => err({ reason: 'offline' }));
    expect(await screen.findByText('Your calls appear here when the connection is back.')).toBeTruthy();
  });

  test('show how a call ended before the record has it', async () => {
    const recorded = { ...talked, phase: 'active', endReason: undefined, endedAt: undefined } as const;
    const desk = await open(async () => ok({ calls: [recorded], more: false }));
    expect((await rows())[0]).toContain('In call');
    desk.show(aState(aCall('ended', { view: { ...talked, version: 2 } })));
    await screen.findByRole('button', { name: 'Done' });
    desk.show(aState());
    await waitFor(async () => expect((await rows())[0]).toContain('01:00'));
  });

  test('are read again when a call is over', async () => {
    let reads = 0;
    const desk = await open(async () => {
      reads += 1;
      return ok({ calls: [talked], more: false });
    });
    await rows();
    await waitFor(() => expect(desk.panel.recents.list.value.status).toBe('ready'));
    const before = reads;
    desk.show(aState(aCall('ended', { view: aView({ phase: 'ended', endReason: 'completed' }) })));
    await waitFor(() => expect(reads).toBeGreaterThan(before));
  });
});
