import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { beepWhileHeld } from '../../extension/calls/hold-beep.ts';
import { Panel } from '../../extension/calls/panel/Panel.tsx';
import type { PhoneState } from '../../extension/messages.ts';
import type { Hold } from '../../shared/calls/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { aCall, aDesk, aState, aView, NOW } from './screens-fixtures.ts';

afterEach(cleanup);

const VERSION = 7;
/** A call in this state of the rep's hold. */
const held = (state: Hold['state'] | null, turn = VERSION, at = NOW): PhoneState => {
  const onHold = state === 'on' || state === 'resuming';
  const hold = state ? { state, turn, at } : undefined;
  return aState(
    aCall('active', { view: aView({ answeredAt: NOW - 60_000, onHold, hold, version: VERSION }) }),
  );
};

const open = async (state: PhoneState, desk = aDesk()) => {
  render(<Panel panel={desk.panel} />);
  await waitFor(() => expect(desk.asked.connections).toBe(1));
  desk.show(state);
  return desk;
};
const button = (name: string, pressed: boolean) => screen.findByRole('button', { name, pressed });
const isDisabled = async (found: Promise<HTMLElement>) => (await found).getAttribute('aria-disabled');

describe('the Hold button', () => {
  test('asks once, shows that it waits, and is pressed only once the customer is on hold', async () => {
    const desk = await open(held(null));
    fireEvent.click(await button('Hold', false));
    expect(await isDisabled(button('Holding…', false))).toBe('true');
    fireEvent.click(await button('Holding…', false));
    expect(desk.asked.holds).toMatchObject([{ on: true, turn: VERSION }]);
    desk.show(held('holding'));
    expect(await isDisabled(button('Holding…', false))).toBe('true');
    desk.show(held('on'));
    fireEvent.click(await button('Hold', true));
    expect(await button('Resuming…', true)).toBeTruthy();
    // A turn above the one before it, also if nothing else has happened since.
    expect(desk.asked.holds).toMatchObject([
      { on: true, turn: VERSION },
      { on: false, turn: VERSION + 1 },
    ]);
    desk.show(held('off', VERSION + 1));
    expect(await isDisabled(button('Hold', false))).toBe('false');
  });

  test('makes the same request over HTTP if the socket is down', async () => {
    const posted: unknown[] = [];
    const desk = aDesk({
      holdNow: async () => false,
      hold: async wanted => {
        posted.push(wanted);
        return ok({ call: aView({ hold: { state: 'holding', turn: wanted.turn, at: NOW } }) });
      },
    });
    await open(held(null), desk);
    fireEvent.click(await button('Hold', false));
    await waitFor(() => expect(posted).toMatchObject([{ on: true, turn: VERSION }]));
    // Accepted, but whether the customer is on hold is not known yet.
    expect(await button('Holding…', false)).toBeTruthy();
    desk.show(held('on'));
    expect(await button('Hold', true)).toBeTruthy();
    expect(screen.queryByText('Could not hold. Try again.')).toBeNull();
  });

  test('says when nobody could be asked, and can be clicked again', async () => {
    const desk = aDesk({ holdNow: async () => false, hold: async () => err({ reason: 'offline' }) });
    await open(held(null), desk);
    fireEvent.click(await button('Hold', false));
    expect((await screen.findByRole('alert')).textContent).toBe('Could not hold. Try again.');
    expect(await isDisabled(button('Hold', false))).toBe('false');
    desk.show(held('on'));
    fireEvent.click(await button('Hold', true));
    expect((await screen.findByRole('alert')).textContent).toBe('Could not resume. Try again.');
    expect(await button('Hold', true)).toBeTruthy();
  });

  test('says that the phone network did not do it, or takes long to take them back', async () => {
    const desk = await open(held('failed'));
    expect((await screen.findByRole('alert')).textContent).toBe('Could not hold. Try again.');
    expect(await button('Hold', false)).toBeTruthy();
    desk.show(held('resuming', VERSION, NOW - 5_000));
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toBe('They are still on hold. Trying again…'),
    );
  });

  test('waits for an answer to the call', async () => {
    await open(aState(aCall('ringing')));
    expect(await isDisabled(button('Hold', false))).toBe('true');
  });
});

describe('a call on hold', () => {
  test('shows for how long, and takes no digits', async () => {
    const desk = await open(held('on', VERSION, NOW - 12_000));
    expect((await screen.findByText('On hold')).textContent).toBe('On hold 00:12');
    fireEvent.keyDown(document.body, { key: '4' });
    fireEvent.click(await screen.findByRole('button', { name: 'Keypad' }));
    expect(screen.queryByRole('button', { name: 'pound' })).toBeNull();
    expect(desk.asked.digits).toEqual([]);
  });
});

describe('the beep for the rep', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const watched = () => {
    let tell: (state: PhoneState) => void = () => undefined;
    const beep = vi.fn();
    const subscribe = (told: typeof tell) => {
      tell = told;
      return () => true;
    };
    beepWhileHeld({ subscribe }, beep);
    return { show: (state: PhoneState) => tell(state), beep };
  };

  test('sounds every 20 seconds while the customer is on hold, and not afterwards', () => {
    const { show, beep } = watched();
    show(held(null));
    vi.advanceTimersByTime(60_000);
    expect(beep).not.toHaveBeenCalled();
    show(held('on'));
    vi.advanceTimersByTime(10_000);
    show(held('on'));
    vi.advanceTimersByTime(9_999);
    expect(beep).not.toHaveBeenCalled();
    vi.advanceTimersByTime(40_001);
    expect(beep).toHaveBeenCalledTimes(3);
    show(held('off'));
    vi.advanceTimersByTime(60_000);
    expect(beep).toHaveBeenCalledTimes(3);
  });

  test('does not sound in a browser that does not carry the call', () => {
    const { show, beep } = watched();
    const call = held('on').call;
    show(aState(call && { ...call, away: 'elsewhere' }));
    vi.advanceTimersByTime(60_000);
    expect(beep).not.toHaveBeenCalled();
  });
});
