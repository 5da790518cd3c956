import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Panel } from '../../extension/calls/panel/Panel.tsx';
import type { PhoneState } from '../../extension/messages.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import { aDesk, aState, aView, maria, NOW } from './screens-fixtures.ts';

const SHIELD_MS = 700;

const inbound = (change: Parameters<typeof aView>[0] = {}, letter = 'a') => ({
  call: aView(
    {
      direction: 'inbound',
      phase: 'ringing',
      from: E164.parse('+14155550106'),
      to: E164.parse('+16465550142'),
      contact: undefined,
      memberId: undefined,
      openedAt: NOW - 7_000,
      ...change,
    },
    letter,
  ),
  until: NOW + 20_000,
});

const ringing = (change: Partial<PhoneState> = {}, offers = [inbound({ contact: maria })]) =>
  aState(null, { offers, ...change });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const open = async (state: PhoneState) => {
  const desk = aDesk();
  render(<Panel panel={desk.panel} />);
  await vi.advanceTimersByTimeAsync(0);
  desk.show(state);
  await vi.advanceTimersByTimeAsync(50);
  return desk;
};
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('a call that rings', () => {
  it('takes the place of every other view, and says who calls, on which number, and since when', async () => {
    await open(ringing());
    expect(screen.getByRole('heading', { name: 'Maria Alvarez' })).toBeTruthy();
    expect(screen.getByText('(415) 555-0106')).toBeTruthy();
    expect(screen.getByText('New York')).toBeTruthy();
    expect(screen.getByText('(646) 555-0142')).toBeTruthy();
    expect(screen.getByRole('timer').textContent).toBe('00:07');
    expect(screen.queryByLabelText('Phone number')).toBeNull();
  });

  it('shows every call that rings', async () => {
    await open(ringing({}, [inbound({ contact: maria }), inbound({ from: undefined }, 'b')]));
    expect(screen.getAllByRole('heading', { level: 2 }).map(each => each.textContent)).toEqual([
      'Maria Alvarez',
      'Withheld number',
    ]);
    expect(screen.getAllByRole('button', { name: 'Answer' })).toHaveLength(2);
  });

  it('is answered, rejected and sent to voicemail by its buttons, once it has stood there for a moment', async () => {
    const { asked } = await open(ringing());
    for (const name of ['Answer', 'Reject', 'To voicemail']) click(name);
    expect(asked).toMatchObject({ answers: [], declines: [], toVoicemail: [] });
    await vi.advanceTimersByTimeAsync(SHIELD_MS);
    for (const name of ['Answer', 'Reject', 'To voicemail']) click(name);
    const { id } = inbound().call;
    expect(asked).toMatchObject({ answers: [id], declines: [id], toVoicemail: [id] });
  });

  it('is answered by Enter, but not while somebody may still be typing', async () => {
    const { asked } = await open(ringing());
    const type = () => fireEvent.keyDown(document.body, { key: 'Enter' });
    await vi.advanceTimersByTimeAsync(SHIELD_MS - 100);
    type();
    expect(asked.answers).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    type();
    expect(asked.answers).toHaveLength(1);
  });

  it('that moves up under the pointer is shielded anew', async () => {
    const second = inbound({}, 'b');
    const desk = await open(ringing({}, [inbound({ contact: maria }), second]));
    await vi.advanceTimersByTimeAsync(SHIELD_MS);
    desk.show(ringing({}, [second]));
    await vi.advanceTimersByTimeAsync(50);
    click('Answer');
    expect(desk.asked.answers).toEqual([]);
  });

  it('leaves nothing to click while the Worker decides who was first', async () => {
    const { asked } = await open(ringing({ answering: { callId: inbound().call.id, waitsFor: null } }));
    await vi.advanceTimersByTimeAsync(SHIELD_MS);
    for (const name of ['Answering…', 'Reject', 'To voicemail']) click(name);
    expect(asked).toMatchObject({ answers: [], declines: [], toVoicemail: [] });
  });

  it('leads to the microphone if the answer waits for it', async () => {
    const state = { answering: { callId: inbound().call.id, waitsFor: 'microphone' as const } };
    const { asked, show } = await open(ringing(state));
    click('Open the microphone page');
    show(ringing({ ...state, microphone: 'refused' }));
    await vi.advanceTimersByTimeAsync(50);
    click('Open Chrome’s settings');
    expect(asked).toMatchObject({ microphone: 1, settings: 1 });
  });
});

it('who took a call is said where it rang, next to what was there before', async () => {
  const { call } = inbound({ contact: maria });
  await open(aState(null, { endedOffer: { call, why: 'taken', by: 'Ada' } }));
  expect(screen.getByText('Maria Alvarez: taken by Ada.')).toBeTruthy();
  expect(screen.getByLabelText('Phone number')).toBeTruthy();
});
