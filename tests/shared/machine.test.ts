import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Phase } from '../../shared/calls/contract.ts';
import { type Fact, merge } from '../../shared/calls/machine.ts';
import { RecordingSid } from '../../shared/ids.ts';
import { runs } from '../runs.ts';

const RANK: Readonly<Record<Phase, number>> = {
  idle: 0,
  connecting: 1,
  ringing: 2,
  active: 3,
  ended: 4,
  failed: 4,
};

const RECORDING = RecordingSid.parse(`RE${'0'.repeat(32)}`);
const leg = fc.constantFrom('rep' as const, 'customer' as const);
const on = fc.boolean();
// Two legs of one rep, who rejoined. Some facts of older calls name no leg.
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
      talkedMs: fc.constantFrom(1, 3, 5),
    },
    { requiredKeys: ['kind', 'leg', 'callSid', 'how'] },
  ),
  fc.record({ kind: fc.constant('create.refused' as const), reason: failure }),
  fc.record({
    kind: fc.constantFrom(
      'rep.hungUp' as const,
      'rep.lost' as const,
      'admin.ended' as const,
      'session.ended' as const,
    ),
  }),
  fc.record({ kind: fc.constant('customer.held' as const), on, sequence: fc.constantFrom(0.5, 1, 2, 3) }),
  fc.record({
    kind: fc.constantFrom(
      'customer.held' as const,
      'device.muted' as const,
      'device.link' as const,
      'phone.here' as const,
      'notice.ended' as const,
    ),
    on,
  }),
  fc.record({
    kind: fc.constantFrom(
      'notice.begun' as const,
      'recording.refused' as const,
      'recording.stopAsked' as const,
      'recording.stopped' as const,
    ),
  }),
  fc.record({ kind: fc.constant('recording.begun' as const), recordingSid: fc.constant(RECORDING) }),
  fc.record({ kind: fc.constant('device.failed' as const), reason: failure }),
);

// Times collide on purpose: the order of two facts in one millisecond must make no difference.
const facts: fc.Arbitrary<readonly Fact[]> = fc
  .array(fc.record({ kind, at: fc.integer({ min: 1, max: 12 }) }), { maxLength: 14 })
  .map(drawn => drawn.map(({ kind, at }, index): Fact => ({ ...kind, at, key: `k${index}` })));

/** A cheap seeded shuffle: fast-check draws the sets, and this tries many orders of each. */
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
  it('gives the same state for any order and any duplication of the same facts', () => {
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

  it('only moves forward as facts arrive, and ends the same for any order and repetition [F025.5]', () => {
    fc.assert(
      fc.property(facts, fc.integer(), (set, seed) => {
        const { below, shuffle } = shuffler(seed);
        const arriving = shuffle([...set, ...set.filter(() => below(3) === 0)]);
        const ranks = arriving.map((_, index) => RANK[merge(arriving.slice(0, index + 1)).phase]);
        if (JSON.stringify(merge(arriving)) !== JSON.stringify(merge(set))) return false;
        return ranks.every((rank, index) => index === 0 || rank >= (ranks[index - 1] ?? 0));
      }),
      { numRuns: runs(20_000) },
    );
  });

  it('knows six phases and no others [F025.1]', () => {
    expect(Object.keys(RANK)).toEqual(Phase.options);
    fc.assert(fc.property(facts, set => Phase.safeParse(merge(set).phase).success));
  });

  it('never loses a known time, and only moves it earlier', () => {
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

  it('gives the same row after any loss, once the carrier has been asked', () => {
    fc.assert(
      fc.property(facts, fc.integer(), (set, seed) => {
        const { below, shuffle } = shuffler(seed);
        const arrived = shuffle(set.filter(() => below(2) === 0));
        expect(merge([...arrived, ...shuffle(set)])).toEqual(merge(set));
      }),
      { numRuns: runs(5_000) },
    );
  });

  it('uses a late fact to fill its gap, and changes nothing else', () => {
    const late: Fact = { kind: 'leg.ringing', leg: 'customer', key: 'ringing', at: 2 };
    const others: Fact[] = [
      { kind: 'dial.opened', key: 'opened', at: 1 },
      { kind: 'leg.answered', leg: 'customer', key: 'answered', at: 5 },
      { kind: 'leg.ended', leg: 'customer', how: 'completed', key: 'ended', at: 9 },
    ];
    expect(merge([...others, late])).toEqual({ ...merge(others), ringingAt: 2 });
  });
});
