import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Phase } from '../../shared/calls/contract.ts';
import { type Fact, merge, talkMs } from '../../shared/calls/machine.ts';
import { runs } from '../runs.ts';

const RANK: Readonly<Record<Phase, number>> = {
  idle: 0,
  connecting: 1,
  ringing: 2,
  active: 3,
  ended: 4,
  failed: 4,
};

const leg = fc.constantFrom('rep' as const, 'customer' as const);
const on = fc.boolean();
// Two legs of one rep: one who rejoined. Some facts of older calls name no leg at all.
const callSid = fc.constantFrom('CA1', 'CA2', undefined);
const failure = fc.constantFrom(
  'network_error' as const,
  'permission_denied' as const,
  'carrier_error' as const,
);

type Kind = Fact extends infer F ? (F extends Fact ? Omit<F, 'key' | 'at'> : never) : never;

const kind: fc.Arbitrary<Kind> = fc.oneof(
  fc.record({ kind: fc.constant('dial.opened' as const) }),
  fc.record({ kind: fc.constant('ticket.expired' as const) }),
  fc.record({ kind: fc.constantFrom('room.joined' as const, 'room.left' as const), leg, callSid }),
  fc.record({
    kind: fc.constantFrom('leg.initiated' as const, 'leg.ringing' as const, 'leg.answered' as const),
    leg,
    callSid,
  }),
  fc.record(
    {
      kind: fc.constant('leg.ended' as const),
      leg,
      callSid,
      how: fc.constantFrom('completed', 'busy', 'no-answer', 'failed', 'canceled'),
      sipCode: fc.constantFrom(404, 480, 486, 487, 503, 603),
    },
    { requiredKeys: ['kind', 'leg', 'callSid', 'how'] },
  ),
  fc.record({ kind: fc.constant('create.refused' as const), reason: failure }),
  fc.record({ kind: fc.constantFrom('rep.hungUp' as const, 'rep.lost' as const) }),
  fc.record({
    kind: fc.constantFrom(
      'customer.held' as const,
      'device.muted' as const,
      'device.link' as const,
      'phone.here' as const,
    ),
    on,
  }),
  fc.record({ kind: fc.constant('device.failed' as const), reason: failure }),
);

// Times collide on purpose: two facts of one millisecond must not let their order show.
const facts: fc.Arbitrary<readonly Fact[]> = fc
  .array(fc.record({ kind, at: fc.integer({ min: 1, max: 12 }) }), { maxLength: 14 })
  .map(drawn => drawn.map(({ kind, at }, index): Fact => ({ ...kind, at, key: `k${index}` })));

/** A cheap seeded shuffle: fast-check draws the sets, this walks many orders of each. */
const shuffler = (seed: number) => {
  let state = seed >>> 0 || 1;
  const below = (limit: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  const shuffle = <T>(items: readonly T[]): T[] => {
    const left = [...items];
    return items.flatMap(() => left.splice(below(left.length), 1));
  };
  return { below, shuffle };
};

const SETS = 2_500;
const ORDERS = 48;

describe('the machine of a call', () => {
  it('gives the same state for any order and any duplication of the same facts [F025]', () => {
    let seen = 0;
    fc.assert(
      fc.property(facts, fc.integer(), (set, seed) => {
        const state = JSON.stringify(merge(set));
        const { below, shuffle } = shuffler(seed);
        for (let order = 0; order < ORDERS; order++) {
          const again = set.filter(() => below(3) === 0);
          if (JSON.stringify(merge(shuffle([...set, ...again]))) !== state) return false;
          seen++;
        }
        return true;
      }),
      { numRuns: runs(SETS) },
    );
    expect(seen).toBeGreaterThanOrEqual(100_000);
  });

  it('never moves a phase back as facts arrive, whatever their order [F025]', () => {
    fc.assert(
      fc.property(facts, set => {
        const ranks = set.map((_, index) => RANK[merge(set.slice(0, index + 1)).phase]);
        return ranks.every((rank, index) => index === 0 || rank >= (ranks[index - 1] ?? 0));
      }),
      { numRuns: runs(20_000) },
    );
  });

  it('never takes back a time it knew, and moves it only earlier [F025]', () => {
    fc.assert(
      fc.property(facts, set => {
        const states = set.map((_, index) => merge(set.slice(0, index + 1)));
        return (['openedAt', 'ringingAt', 'answeredAt', 'endedAt'] as const).every(time =>
          states.every((state, index) => {
            const earlier = states[index - 1]?.[time];
            return earlier === undefined || (state[time] ?? Number.POSITIVE_INFINITY) <= earlier;
          }),
        );
      }),
      { numRuns: runs(10_000) },
    );
  });

  it('gives the same row after any loss, once the carrier has been asked again [F025]', () => {
    fc.assert(
      fc.property(facts, fc.integer(), (set, seed) => {
        const { below, shuffle } = shuffler(seed);
        const arrived = shuffle(set.filter(() => below(2) === 0));
        expect(merge([...arrived, ...shuffle(set)])).toEqual(merge(set));
      }),
      { numRuns: runs(5_000) },
    );
  });

  it('takes a late fact for the gap it fills, and nothing else changes [F025]', () => {
    const late: Fact = { kind: 'leg.ringing', leg: 'customer', key: 'ringing', at: 2 };
    const others: Fact[] = [
      { kind: 'dial.opened', key: 'opened', at: 1 },
      { kind: 'leg.answered', leg: 'customer', key: 'answered', at: 5 },
      { kind: 'leg.ended', leg: 'customer', how: 'completed', key: 'ended', at: 9 },
    ];
    expect(merge([...others, late])).toEqual({ ...merge(others), ringingAt: 2 });
  });
});

const opened: Fact = { kind: 'dial.opened', key: 'opened', at: 1_000 };
const ringing: Fact = { kind: 'leg.ringing', leg: 'customer', key: 'ringing', at: 3_000 };
const answered: Fact = { kind: 'leg.answered', leg: 'customer', key: 'answered', at: 6_000 };
const hungUp: Fact = { kind: 'rep.hungUp', key: 'hungUp', at: 20_000 };
const customerEnded = (
  how: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled',
  sipCode?: number,
): Fact => ({
  kind: 'leg.ended',
  leg: 'customer',
  how,
  sipCode,
  key: 'ended',
  at: 21_000,
});

describe('the phase of a call', () => {
  it('goes idle, connecting, ringing, active, ended [F019] [F021] [F022] [F024]', () => {
    const story = [opened, ringing, answered, customerEnded('completed')];
    expect([0, 1, 2, 3, 4].map(count => merge(story.slice(0, count)).phase)).toEqual([
      'idle',
      'connecting',
      'ringing',
      'active',
      'ended',
    ]);
  });

  it('does not ring or go active for what the rep’s own leg does', () => {
    const own: Fact[] = [
      { kind: 'leg.ringing', leg: 'rep', key: 'a', at: 1_100 },
      { kind: 'leg.answered', leg: 'rep', key: 'b', at: 1_200 },
      { kind: 'room.joined', leg: 'rep', key: 'c', at: 1_300 },
    ];
    expect(merge([opened, ...own]).phase).toBe('connecting');
  });

  const second = 'CA2';
  const inside: Fact[] = [
    opened,
    answered,
    { kind: 'leg.initiated', leg: 'rep', callSid: 'CA1', key: 'in1', at: 1_100 },
    { kind: 'room.joined', leg: 'rep', callSid: 'CA1', key: 'j1', at: 1_200 },
  ];
  const left: Fact = { kind: 'room.left', leg: 'rep', callSid: 'CA1', key: 'l1', at: 30_000 };
  const admitted: Fact = { kind: 'leg.initiated', leg: 'rep', callSid: second, key: 'in2', at: 40_000 };
  const missed: Fact = { kind: 'phone.here', on: false, key: 'gone', at: 29_000 };

  it('says until when a rep who fell out may rejoin, counted from the first sign of it', () => {
    expect(merge(inside).rejoinUntil).toBeUndefined();
    expect(merge([...inside, left]).rejoinUntil).toBe(75_000);
    expect(merge([...inside, left, missed])).toMatchObject({ phase: 'active', rejoinUntil: 74_000 });
    expect(merge([...inside, left, hungUp]).rejoinUntil).toBeUndefined();
    expect(merge([opened, left]).rejoinUntil).toBeUndefined();
  });

  it('knows a rep who came back by the leg that was admitted last, whatever is still said of the older one', () => {
    expect(merge([...inside, left, missed, admitted]).rejoinUntil).toBeUndefined();
    expect(merge([admitted, { ...left, at: 50_000 }, ...inside]).rejoinUntil).toBeUndefined();
    expect(merge([...inside, admitted, { ...left, callSid: second, at: 60_000 }]).rejoinUntil).toBe(105_000);
  });

  it('stays active while the rep’s connection is re-made, and while the customer is on hold', () => {
    const lost: Fact = { kind: 'device.link', on: false, key: 'lost', at: 7_000 };
    const held: Fact = { kind: 'customer.held', on: true, key: 'held', at: 7_100 };
    const back: Fact = { kind: 'device.link', on: true, key: 'back', at: 9_000 };
    expect(merge([opened, answered, lost, held])).toMatchObject({
      phase: 'active',
      linked: false,
      onHold: true,
    });
    expect(merge([opened, back, answered, lost])).toMatchObject({ phase: 'active', linked: true });
  });

  it('takes the last word on a switch by its time, and by its key within one millisecond', () => {
    const off: Fact = { kind: 'device.muted', on: false, key: 'b', at: 5 };
    const on: Fact = { kind: 'device.muted', on: true, key: 'a', at: 5 };
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
      'rejected, told as busy',
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
      [ringing, answered, { kind: 'rep.lost', key: 'lost', at: 20_000 }, customerEnded('completed')],
      { phase: 'failed', endReason: 'network_error', endedBy: 'system' },
    ],
    [
      'the ticket is never used',
      [{ kind: 'ticket.expired', key: 'expired', at: 61_000 }],
      { phase: 'failed', endReason: 'abandoned', endedBy: 'system' },
    ],
    [
      'the microphone is refused',
      [{ kind: 'device.failed', reason: 'permission_denied', key: 'device', at: 1_500 }],
      { phase: 'failed', endReason: 'permission_denied' },
    ],
    [
      'the carrier refuses to create the leg',
      [{ kind: 'create.refused', reason: 'invalid_number', key: 'refused', at: 1_800 }],
      { phase: 'failed', endReason: 'invalid_number', endedBy: 'carrier' },
    ],
  ];
  for (const [name, story, expected] of rows) {
    it(`says ${JSON.stringify(expected.endReason)} for: ${name} [F025]`, () => {
      expect(merge([opened, ...story])).toMatchObject(expected);
    });
  }

  it('counts talk from the answer to the first sign of the end', () => {
    const call = merge([opened, ringing, answered, hungUp, customerEnded('completed')]);
    expect(talkMs(call, 99_000)).toBe(14_000);
    expect(talkMs(merge([opened, answered]), 8_000)).toBe(2_000);
    expect(talkMs(merge([opened, ringing, hungUp]), 99_000)).toBe(0);
  });
});
