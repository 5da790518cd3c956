import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { Panel } from '../../extension/calls/panel/Panel.tsx';
import { slowness } from '../../extension/calls/panel/slow.ts';
import type { PhoneCall, PhoneState } from '../../extension/messages.ts';
import { err } from '../../shared/result.ts';
import { aCall, aDesk, aState, aView, NOW } from './screens-fixtures.ts';

afterEach(cleanup);

const open = async (state: PhoneState, desk = aDesk()) => {
  render(<Panel panel={desk.panel} />);
  await waitFor(() => expect(desk.asked.connections).toBe(1));
  desk.show(state);
  return desk;
};

const button = (name: string) => screen.findByRole('button', { name });
const interrupted = (change: Partial<PhoneCall> = {}) =>
  aCall('active', {
    away: 'interrupted',
    view: aView({ phase: 'active', answeredAt: NOW - 60_000, onHold: true, rejoinUntil: NOW + 38_000 }),
    ...change,
  });

describe('a call that was interrupted', () => {
  test('shows that the contact is on hold, and for how long the rep may come back', async () => {
    await open(aState(interrupted()));
    expect(await screen.findAllByText('The call was interrupted. They are on hold.')).toHaveLength(2);
    expect(screen.getByText(/Time left to rejoin/).textContent).toBe('Time left to rejoin: 00:38');
    expect(screen.queryByRole('button', { name: 'Mute' })).toBeNull();
  });

  test('shows when there is no connection for a rejoin yet, and still offers it', async () => {
    await open(aState(interrupted({ linked: false })));
    expect(await screen.findAllByText('No connection to the phone network. They are on hold.')).toHaveLength(
      2,
    );
    expect(await button('Rejoin')).toBeTruthy();
  });

  test('is rejoined with one click, and ended with another', async () => {
    const desk = await open(aState(interrupted()));
    fireEvent.click(await button('Rejoin'));
    expect(desk.asked.rejoins).toBe(1);
    desk.show(aState(interrupted({ away: 'rejoining' })));
    fireEvent.click(await button('Rejoining…'));
    expect(desk.asked.rejoins).toBe(1);
    fireEvent.click(await button('End'));
    expect(desk.asked.hangUps).toBe(1);
    desk.show(aState(aCall('active')));
    expect(await button('Mute')).toBeTruthy();
  });

  test('shows when the contact is no longer on the line', async () => {
    await open(aState(interrupted()), aDesk({ rejoin: async () => err({ reason: 'over' }) }));
    fireEvent.click(await button('Rejoin'));
    expect(await screen.findByText('They are no longer on the line. Call them again.')).toBeTruthy();
  });

  test('waits for the microphone with a message of its own', async () => {
    const desk = await open(aState(interrupted({ waitsFor: 'microphone' })));
    fireEvent.click(await button('Open the microphone page'));
    expect(desk.asked.microphone).toBe(1);
    expect(screen.queryByText(/Nobody is being called/)).toBeNull();
  });

  test('but goes on in another browser offers only End', async () => {
    await open(aState(interrupted({ away: 'elsewhere' })));
    expect(await screen.findAllByText(/in another of your browsers/)).not.toHaveLength(0);
    expect(screen.queryByRole('button', { name: 'Rejoin' })).toBeNull();
    expect(await button('End')).toBeTruthy();
  });
});

describe('bad weather in a call', () => {
  test.each([
    ['microphone_replaced', /Using Built-in now/],
    ['speaker_replaced', /You hear them on Built-in/],
    ['no_microphone', /they cannot hear you/],
    ['silent_microphone', /no sound from your microphone/],
    ['no_speaker', /you cannot hear them/],
  ] as const)('%s is named, with what to do', async (kind, words) => {
    const audio = kind.endsWith('replaced') ? { kind, label: 'Built-in' } : { kind };
    await open(aState(aCall('active', { audio: audio as PhoneCall['audio'] })));
    expect(await screen.findAllByText(words)).not.toHaveLength(0);
  });

  test('an unreachable server does not disturb the call', async () => {
    await open(aState(aCall('active'), { duty: 'offline' }));
    expect(await screen.findByText(/cannot reach its server/)).toBeTruthy();
    expect(await button('Mute')).toBeTruthy();
    expect(await button('End')).toBeTruthy();
  });

  test('an ended session lets the call go on to its end, and then asks to connect', async () => {
    const desk = await open(aState(aCall('active'), { duty: 'signed_out' }));
    expect(await screen.findByText(/You were signed out/)).toBeTruthy();
    desk.show(aState(aCall('ended'), { duty: 'signed_out' }));
    expect(await screen.findByRole('heading', { name: /Canceled|Call ended|Stopped/ })).toBeTruthy();
    desk.show(aState(null, { duty: 'signed_out' }));
    expect(await screen.findByRole('heading', { name: 'Connect this browser' })).toBeTruthy();
  });

  test('a slow server is distinguished from a slow network, and a quick one is not mentioned', () => {
    const connecting = (marks: PhoneCall['marks']) => aCall('connecting', { marks });
    expect(slowness(connecting({ posted: NOW }), NOW + 2_999)).toEqual({ by: null, changesAt: NOW + 3_000 });
    expect(slowness(connecting({ posted: NOW }), NOW + 3_000)).toEqual({ by: 'server' });
    const connected = connecting({ posted: NOW, connect: NOW + 100 });
    expect(slowness(connected, NOW + 8_099).by).toBeNull();
    expect(slowness(connected, NOW + 8_100)).toEqual({ by: 'network' });
    expect(slowness(aCall('ringing', { marks: { posted: NOW } }), NOW + 60_000)).toEqual({ by: null });
    expect(slowness(connecting({ posted: NOW }), NOW + 60_000)).toEqual({ by: 'server' });
    expect(slowness(aCall('connecting', { waitsFor: 'microphone' }), NOW + 60_000)).toEqual({ by: null });
  });
});
