import { describe, expect, it } from 'vitest';
import type { Fact } from '../../shared/calls/facts.ts';
import { merge } from '../../shared/calls/machine.ts';
import { talkMs } from '../../shared/calls/phase.ts';

const opened: Fact = { kind: 'dial.opened', key: 'opened', at: 1_000 };
const ringing: Fact = { kind: 'leg.ringing', party: 'customer', key: 'ringing', at: 3_000 };
const answered: Fact = { kind: 'leg.answered', party: 'customer', key: 'answered', at: 6_000 };
const hungUp: Fact = { kind: 'rep.hungUp', party: 'rep1', key: 'hungUp', at: 20_000 };
const customerEnded = (
  how: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled',
  sipCode?: number,
): Fact => ({
  kind: 'leg.ended',
  party: 'customer',
  how,
  sipCode,
  key: 'ended',
  at: 21_000,
});

describe('the phase of a call', () => {
  it('goes idle, connecting, ringing, active, ended', () => {
    const story = [opened, ringing, answered, customerEnded('completed')];
    expect([0, 1, 2, 3, 4].map(count => merge(story.slice(0, count)).phase)).toEqual([
      'idle',
      'connecting',
      'ringing',
      'active',
      'ended',
    ]);
  });

  it('does not ring or go active through events of the rep’s own leg', () => {
    const own: Fact[] = [
      { kind: 'leg.ringing', party: 'rep1', key: 'a', at: 1_100 },
      { kind: 'leg.answered', party: 'rep1', key: 'b', at: 1_200 },
      { kind: 'room.joined', party: 'rep1', key: 'c', at: 1_300 },
    ];
    expect(merge([opened, ...own]).phase).toBe('connecting');
  });

  const second = 'CA2';
  const inside: Fact[] = [
    opened,
    answered,
    { kind: 'leg.initiated', party: 'rep1', callSid: 'CA1', key: 'in1', at: 1_100 },
    { kind: 'room.joined', party: 'rep1', callSid: 'CA1', key: 'j1', at: 1_200 },
  ];
  const left: Fact = { kind: 'room.left', party: 'rep1', callSid: 'CA1', key: 'l1', at: 30_000 };
  const admitted: Fact = { kind: 'leg.initiated', party: 'rep1', callSid: second, key: 'in2', at: 40_000 };
  const missed: Fact = { kind: 'phone.here', party: 'rep1', on: false, key: 'gone', at: 29_000 };

  it('has a deadline until which a rep who dropped out may rejoin, counted from the first sign of it', () => {
    expect(merge(inside).rejoinUntil).toBeUndefined();
    expect(merge([...inside, left]).rejoinUntil).toBe(75_000);
    expect(merge([...inside, left, missed])).toMatchObject({ phase: 'active', rejoinUntil: 74_000 });
    expect(merge([...inside, left, hungUp]).rejoinUntil).toBeUndefined();
    expect(merge([opened, left]).rejoinUntil).toBeUndefined();
  });

  it('follows the last admitted leg of a rep who came back, whatever is still reported of the older leg', () => {
    expect(merge([...inside, left, missed, admitted]).rejoinUntil).toBeUndefined();
    expect(merge([admitted, { ...left, at: 50_000 }, ...inside]).rejoinUntil).toBeUndefined();
    expect(merge([...inside, admitted, { ...left, callSid: second, at: 60_000 }]).rejoinUntil).toBe(105_000);
  });

  it('stays active while the rep reconnects, and while the customer is on hold', () => {
    const lost: Fact = { kind: 'device.link', party: 'rep1', on: false, key: 'lost', at: 7_000 };
    const held: Fact = { kind: 'party.held', party: 'customer', on: true, key: 'held', at: 7_100 };
    const back: Fact = { kind: 'device.link', party: 'rep1', on: true, key: 'back', at: 9_000 };
    expect(merge([opened, answered, lost, held])).toMatchObject({
      phase: 'active',
      linked: false,
      onHold: true,
    });
    expect(merge([opened, back, answered, lost])).toMatchObject({ phase: 'active', linked: true });
  });

  it('orders events within one second of the carrier by the carrier’s own sequence', () => {
    const held = (on: boolean, sequence: number, at = 5_000): Fact => ({
      kind: 'party.held',
      party: 'customer',
      key: `CF1/participant-${on ? 'hold' : 'unhold'}/CA1/${sequence}`,
      at,
      on,
      sequence,
    });
    const onHold = (...facts: Fact[]) => merge([opened, answered, ...facts]).onHold;
    expect(onHold(held(true, 3), held(false, 4))).toBe(false);
    expect(onHold(held(true, 3), held(false, 4), held(true, 5))).toBe(true);
    expect(onHold(held(true, 5), held(true, 3), held(false, 4))).toBe(true);
    // The carrier's answer at 5.2 s is between its reports before and after.
    expect(onHold(held(true, 3), held(false, 3.5, 5_200))).toBe(false);
    expect(onHold(held(true, 3), held(false, 3.5, 5_200), held(false, 4), held(true, 5))).toBe(true);
    // A report from the next second is later whatever its sequence; facts without a sequence are ordered by time.
    expect(onHold(held(true, 9), held(false, 4, 6_000))).toBe(false);
    expect(
      onHold(
        { kind: 'party.held', party: 'customer', key: 'old', at: 5_900, on: true },
        held(false, 1, 5_000),
      ),
    ).toBe(false);
  });

  it('uses the latest state of a switch by its time, and by its key within one millisecond', () => {
    const off: Fact = { kind: 'device.muted', party: 'rep1', on: false, key: 'b', at: 5 };
    const on: Fact = { kind: 'device.muted', party: 'rep1', on: true, key: 'a', at: 5 };
    expect(merge([off, on]).muted).toBe(false);
    expect(merge([on, off]).muted).toBe(false);
    expect(merge([{ ...on, at: 6 }, off]).muted).toBe(true);
  });
});

describe('how a call ended', () => {
  const rows: [string, Fact[], Partial<ReturnType<typeof merge>>][] = [
    ['busy', [customerEnded('busy', 486)], { phase: 'ended', endReason: 'busy', endedBy: 'customer' }],
    ['no answer', [ringing, customerEnded('no-answer')], { phase: 'ended', endReason: 'no_answer' }],
    ['not found', [customerEnded('failed', 404)], { phase: 'failed', endReason: 'invalid_number' }],
    ['rejected', [ringing, customerEnded('failed', 603)], { phase: 'ended', endReason: 'rejected' }],
    [
      'rejected, reported as busy',
      [ringing, customerEnded('busy', 603)],
      { phase: 'ended', endReason: 'rejected' },
    ],
    [
      'a fault of the carrier',
      [customerEnded('failed', 503)],
      { phase: 'failed', endReason: 'carrier_error' },
    ],
    [
      'the rep hangs up while it rings',
      [ringing, hungUp, customerEnded('canceled')],
      { phase: 'ended', endReason: 'canceled', endedBy: 'rep' },
    ],
    [
      'the rep hangs up while it rings, and the carrier says that nobody answered',
      [ringing, hungUp, customerEnded('no-answer', 487)],
      { phase: 'ended', endReason: 'canceled', endedBy: 'rep' },
    ],
    [
      'the rep hangs up while it rings, and asking the carrier says that nobody answered',
      [ringing, customerEnded('no-answer'), hungUp],
      { phase: 'ended', endReason: 'canceled', endedBy: 'rep' },
    ],
    [
      'an admin ends it while it rings, and the carrier says that nobody answered',
      [
        ringing,
        { kind: 'admin.ended', party: 'rep1', key: 'admin', at: 20_000 },
        customerEnded('no-answer', 487),
      ],
      { phase: 'ended', endReason: 'ended_by_admin', endedBy: 'admin' },
    ],
    [
      'the device fails while it rings, and the carrier says that nobody answered',
      [
        ringing,
        { kind: 'device.failed', party: 'rep1', reason: 'permission_denied', key: 'device', at: 9_000 },
        customerEnded('no-answer', 487),
      ],
      { phase: 'failed', endReason: 'permission_denied' },
    ],
    [
      'nobody answers until the carrier gives up',
      [ringing, customerEnded('no-answer', 487)],
      { phase: 'ended', endReason: 'no_answer', endedBy: 'carrier' },
    ],
    [
      'a phone that cannot be reached, though the rep hung up as well',
      [ringing, hungUp, customerEnded('no-answer', 480)],
      { phase: 'ended', endReason: 'no_answer', endedBy: 'carrier' },
    ],
    [
      'the rep hangs up while they talk',
      [ringing, answered, hungUp, customerEnded('completed')],
      { phase: 'ended', endReason: 'completed', endedBy: 'rep' },
    ],
    [
      'the customer hangs up',
      [ringing, answered, customerEnded('completed')],
      { phase: 'ended', endReason: 'completed', endedBy: 'customer' },
    ],
    [
      'the rep is lost and does not come back',
      [
        ringing,
        answered,
        { kind: 'rep.lost', party: 'rep1', key: 'lost', at: 20_000 },
        customerEnded('completed'),
      ],
      { phase: 'failed', endReason: 'network_error', endedBy: 'system' },
    ],
    [
      'an admin ends it while they talk',
      [
        ringing,
        answered,
        { kind: 'admin.ended', party: 'rep1', key: 'admin', at: 20_000 },
        customerEnded('completed'),
      ],
      { phase: 'ended', endReason: 'ended_by_admin', endedBy: 'admin', endedAt: 20_000 },
    ],
    [
      'an admin ends it while it rings, and the rep’s leg goes with the session',
      [
        ringing,
        { kind: 'admin.ended', party: 'rep1', key: 'admin', at: 20_000 },
        { kind: 'session.ended', party: 'rep1', key: 'session', at: 20_001 },
        customerEnded('canceled'),
      ],
      { phase: 'ended', endReason: 'ended_by_admin', endedBy: 'admin' },
    ],
    [
      'the ticket is never used',
      [{ kind: 'ticket.expired', party: 'rep1', key: 'expired', at: 61_000 }],
      { phase: 'failed', endReason: 'abandoned', endedBy: 'system' },
    ],
    [
      'the microphone is refused',
      [{ kind: 'device.failed', party: 'rep1', reason: 'permission_denied', key: 'device', at: 1_500 }],
      { phase: 'failed', endReason: 'permission_denied' },
    ],
    [
      'the carrier refuses to create the leg',
      [{ kind: 'bring.refused', party: 'customer', reason: 'invalid_number', key: 'refused', at: 1_800 }],
      { phase: 'failed', endReason: 'invalid_number', endedBy: 'carrier' },
    ],
  ];
  for (const [name, story, expected] of rows) {
    it(`says ${JSON.stringify(expected.endReason)} for: ${name}`, () => {
      expect(merge([opened, ...story])).toMatchObject(expected);
    });
  }

  it('counts talk time from the answer to the first sign of the end', () => {
    const call = merge([opened, ringing, answered, hungUp, customerEnded('completed')]);
    expect(talkMs(call, 99_000)).toBe(14_000);
    expect(talkMs(merge([opened, answered]), 8_000)).toBe(2_000);
    expect(talkMs(merge([opened, ringing, hungUp]), 99_000)).toBe(0);
  });
});
