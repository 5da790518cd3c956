import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { Panel } from '../../extension/calls/panel/Panel.tsx';
import type { PhoneState } from '../../extension/messages.ts';
import { aCall, aDesk, aState, aView, NOW } from './screens-fixtures.ts';

afterEach(cleanup);

const open = async (state: PhoneState, desk = aDesk()) => {
  render(<Panel panel={desk.panel} />);
  await waitFor(() => expect(desk.asked.connections).toBe(1));
  desk.show(state);
  return desk;
};

const field = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Phone number' });
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const live = () => screen.getAllByRole('status').at(-1)?.textContent ?? '';

/** A view that appears automatically ignores clicks in its first half second. */
const pressUntil = async (name: string, done: () => void) => {
  const target = await button(name);
  await waitFor(
    () => {
      fireEvent.click(target);
      done();
    },
    { timeout: 2000 },
  );
};

describe('the number to call from', () => {
  const menu = () => screen.findByRole<HTMLSelectElement>('combobox', { name: 'Call from' });

  test('is picked from one menu of all numbers, each with its area code', async () => {
    await open(aState());
    await waitFor(async () => expect((await menu()).options).toHaveLength(3));
    expect([...(await menu()).options].map(({ text }) => text)).toEqual([
      '(646) 555-0142 · first number',
      '646 · (646) 555-0142 · New York',
      '510 · (510) 555-0143 · Oakland',
    ]);
    expect((await menu()).value).toBe('');
  });

  test('is kept once it is picked, until the choice is left to Ringside again', async () => {
    const desk = await open(aState());
    await waitFor(async () => expect((await menu()).options).toHaveLength(3));
    fireEvent.change(await menu(), { target: { value: '+15105550143' } });
    await waitFor(() => expect(desk.asked.picks).toEqual(['+15105550143']));
    expect((await menu()).value).toBe('+15105550143');
    cleanup();
    render(<Panel panel={desk.panel} />);
    expect((await menu()).value).toBe('+15105550143');
    fireEvent.change(await menu(), { target: { value: '' } });
    await waitFor(() => expect(desk.asked.picks.at(-1)).toBeNull());
  });
});

describe('dialling', () => {
  test('each key on screen enters its digit', async () => {
    await open(aState());
    const keys = ['2 ABC', '1', '2 ABC', '5 JKL', '5 JKL', '5 JKL', '0 +', '1', '0 +', '0 +'];
    for (const key of keys) fireEvent.click(await button(key));
    expect((await field()).value).toBe('(212) 555-0100');
  });

  test('star and pound are keys', async () => {
    await open(aState());
    fireEvent.click(await button('star'));
    fireEvent.click(await button('pound'));
    expect((await field()).value).toBe('*#');
  });

  test('a long press on 0 enters a plus, and no 0 with it', async () => {
    await open(aState());
    const zero = await button('0 +');
    fireEvent.pointerDown(zero);
    await waitFor(async () => expect((await field()).value).toBe('+'));
    fireEvent.click(zero, { detail: 1 });
    expect((await field()).value).toBe('+');
  });

  test('digits typed outside the field go into it', async () => {
    await open(aState());
    await field();
    fireEvent.keyDown(document.body, { key: '7' });
    expect((await field()).value).toBe('7');
  });

  test('the contact behind a number appears under it', async () => {
    const desk = await open(aState());
    desk.panel.field.set('2125550100');
    expect(await screen.findByText('Maria Alvarez')).toBeTruthy();
  });

  test('Enter in the field places the call to its number, with the matched contact', async () => {
    const desk = await open(aState());
    desk.panel.field.set('2125550100');
    await screen.findByText('Maria Alvarez');
    const form = (await field()).form;
    if (form) fireEvent.submit(form);
    await waitFor(() => expect(desk.asked.dials).toHaveLength(1));
    expect(desk.asked.dials[0]).toMatchObject({
      intent: { number: '2125550100', source: 'keypad', at: NOW },
      key: 'key-0123456789',
    });
    expect(desk.asked.dials[0]?.intent.contactId).toBeDefined();
  });

  test('Call places the call, once for two fast clicks', async () => {
    const desk = await open(aState());
    desk.panel.field.set('+442079460958');
    const call = await button('Call');
    fireEvent.click(call);
    fireEvent.click(call);
    await waitFor(() => expect(desk.asked.dials).toHaveLength(1));
    expect(desk.asked.dials[0]?.intent.number).toBe('+442079460958');
  });

  test('Call without a number dials nothing', async () => {
    const desk = await open(aState());
    fireEvent.click(await button('Call'));
    expect(desk.asked.dials).toEqual([]);
  });

  test('a number waiting to be confirmed is in the field and is dialled as a number from the page', async () => {
    const prefill = { number: '+12125550100', source: 'page', pageTitle: 'CRM', at: 5 } as const;
    const desk = await open(aState(null, { prefill }));
    expect(await screen.findByText('Check the number, then click Call.')).toBeTruthy();
    expect((await field()).value).toBe('+1 212 555 0100');
    expect(desk.asked.dials).toEqual([]);
    fireEvent.click(await button('Call'));
    await waitFor(() => expect(desk.asked.dials[0]?.intent).toEqual({ ...prefill, at: NOW }));
  });

  test('says why a call could not be placed and keeps the number', async () => {
    const desk = aDesk();
    desk.refuseDials({ reason: 'server', detail: 'Something broke.', requestId: 'req_1' });
    await open(aState(), desk);
    desk.panel.field.set('2125550100');
    fireEvent.click(await button('Call'));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Something broke.');
    expect(alert.textContent).toContain('req_1');
    expect((await field()).value).toBe('(212) 555-0100');
  });

  test('shows which number a new contact will see', async () => {
    await open(aState());
    expect(await screen.findByText('(646) 555-0142 · first number')).toBeTruthy();
    expect(screen.getByRole('combobox', { name: 'Call from' }).title).toBe('+16465550142');
  });
});

describe('a live call', () => {
  test('shows connecting, then ringing, and announces both', async () => {
    const desk = await open(aState(aCall('connecting')));
    expect(await screen.findByText('Connecting')).toBeTruthy();
    desk.show(aState(aCall('ringing')));
    expect(await screen.findByText('Ringing')).toBeTruthy();
    await waitFor(() => expect(live()).toBe('Ringing, Maria Alvarez'));
  });

  test('shows the time since the answer, by the server’s clock', async () => {
    const call = aCall('active', { view: aView({ answeredAt: NOW - 42_000 }) });
    await open(aState(call, { skewMs: 3000 }));
    expect((await screen.findByRole('timer')).textContent).toBe('00:45');
  });

  test('a dial that waits for the microphone says that nobody is being called, and shows the page again', async () => {
    const desk = await open(aState(aCall('connecting', { view: null, waitsFor: 'microphone' })));
    expect((await screen.findAllByText(/Nobody is being called yet/)).length).toBeGreaterThan(0);
    fireEvent.click(await button('Open the microphone page'));
    expect(desk.asked.microphone).toBe(1);
  });

  test('a dial that waits for a blocked microphone links to Chrome’s settings, not to a page that cannot help', async () => {
    const waiting = aCall('connecting', { view: null, waitsFor: 'microphone' });
    const desk = await open(aState(waiting, { microphone: 'refused' }));
    expect((await screen.findAllByText(/Set “Microphone” to “Allow”/)).length).toBeGreaterThan(0);
    expect(screen.queryByText(/page that opened/)).toBeNull();
    fireEvent.click(await button('Open Chrome’s settings'));
    expect(desk.asked.settings).toBe(1);
  });

  test('a dial that waits for the line says so, and can be stopped', async () => {
    const waiting = aCall('connecting', { view: null, waitsFor: 'line' });
    const desk = await open(aState(waiting, { duty: 'no_line' }));
    expect((await screen.findAllByText(/Not connected to the phone network yet/)).length).toBeGreaterThan(0);
    fireEvent.click(await button('End'));
    expect(desk.asked.hangUps).toBe(1);
  });

  test('a call that is ending says so, ignores a second End, and offers nothing else', async () => {
    const desk = await open(aState(aCall('active', { ending: true, linked: false }), { duty: 'offline' }));
    const end = await button('Ending…');
    expect(end.getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(end);
    expect(desk.asked.hangUps).toBe(0);
    expect((await screen.findAllByText(/ends as soon as the connection is back/)).length).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Mute' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Rejoin' })).toBeNull();
    expect(screen.queryByText(/Reconnecting/)).toBeNull();
    desk.show(aState(aCall('active', { ending: true })));
    await waitFor(() => expect(screen.queryByText(/ends as soon as the connection is back/)).toBeNull());
  });

  test('a call that never rang is not shown as lost', async () => {
    const over = { endReason: 'network_error', endedBy: 'system' } as const;
    const view = aView({ phase: 'failed', ...over });
    const desk = await open(aState(aCall('failed', { view })));
    expect((await screen.findAllByText(/nobody was rung/)).length).toBeGreaterThan(0);
    expect(screen.queryByText(/connection was lost/)).toBeNull();
    desk.show(aState(aCall('failed', { view: { ...view, ringingAt: view.openedAt } })));
    expect((await screen.findAllByText(/connection was lost/)).length).toBeGreaterThan(0);
  });

  test('mutes, unmutes and ends', async () => {
    const desk = await open(aState(aCall('active')));
    fireEvent.click(await button('Mute'));
    expect(desk.asked.mutes).toEqual([true]);
    desk.show(aState(aCall('active', { muted: true })));
    expect(await screen.findByText('Muted')).toBeTruthy();
    fireEvent.click(await screen.findByRole('button', { name: 'Mute', pressed: true }));
    expect(desk.asked.mutes).toEqual([true, false]);
    fireEvent.click(await button('End'));
    expect(desk.asked.hangUps).toBe(1);
  });

  test('sends digits whether they are typed or clicked', async () => {
    const desk = await open(aState(aCall('active')));
    fireEvent.click(await button('Keypad'));
    fireEvent.click(await button('pound'));
    fireEvent.keyDown(document.body, { key: '4' });
    expect(desk.asked.digits).toEqual(['#', '4']);
  });

  test('says that it reconnects while the call is kept', async () => {
    await open(aState(aCall('active', { linked: false })));
    expect((await screen.findAllByText(/Reconnecting/)).length).toBeGreaterThan(0);
  });
});

describe('a call that is over', () => {
  test.each([
    [{ phase: 'ended', endReason: 'completed', endedBy: 'customer' }, 'They hung up.'],
    [{ phase: 'ended', endReason: 'busy' }, 'The line is busy. Try again in a few minutes.'],
    [{ phase: 'ended', endReason: 'rejected' }, 'They declined the call. Try another time.'],
    [
      { phase: 'failed', endReason: 'invalid_number' },
      'This number is not in service. Check it with the contact.',
    ],
  ] as const)('says how it ended: %o', async (change, words) => {
    await open(aState(aCall(change.phase, { view: aView(change) })));
    expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);
  });

  test('shows how long they talked', async () => {
    const view = aView({ phase: 'ended', endReason: 'completed', answeredAt: NOW - 252_000, endedAt: NOW });
    await open(aState(aCall('ended', { view })));
    expect(await screen.findByText('04:12')).toBeTruthy();
    expect(live()).toContain('Talked for 4 minutes 12 seconds');
  });

  test('Call again calls the same number, Done dismisses the call', async () => {
    const desk = await open(aState(aCall('ended', { view: aView({ phase: 'ended', endReason: 'busy' }) })));
    await pressUntil('Call again', () => expect(desk.asked.dials).toHaveLength(1));
    expect(desk.asked.dials[0]?.intent).toMatchObject({ number: '+12125550100', source: 'recents' });
    await pressUntil('Done', () => expect(desk.asked.dismissals).toBeGreaterThan(0));
  });

  test('a click meant for the view before does not call again', async () => {
    const desk = await open(aState(aCall('ended', { view: aView({ phase: 'ended', endReason: 'busy' }) })));
    fireEvent.click(await button('Call again'));
    expect(desk.asked.dials).toEqual([]);
  });

  test('a refused emergency call says what to use instead', async () => {
    const call = aCall('failed', { view: null, refused: { reason: 'emergency', number: '911' } });
    await open(aState(call));
    expect((await screen.findAllByText(/Use your own phone/)).length).toBeGreaterThan(0);
  });

  test('a blocked microphone leads to the page that asks for it', async () => {
    const desk = await open(
      aState(aCall('failed', { view: null, refused: { reason: 'microphone', cause: 'refused' } })),
    );
    await pressUntil('Allow microphone', () => expect(desk.asked.microphone).toBeGreaterThan(0));
  });
});
