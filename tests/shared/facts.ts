/** Sets of facts for property tests, and the order of the phases. */
import fc from 'fast-check';
import type { Phase } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import type { PartyId, Responsible } from '../../shared/calls/parties.ts';
import { RecordingSid } from '../../shared/ids.ts';

/** A later phase has a higher rank; the two ways of being over have the same. */
export const RANK: Readonly<Record<Phase, number>> = {
  idle: 0,
  connecting: 1,
  ringing: 2,
  active: 3,
  ended: 4,
  failed: 4,
};

const RECORDING = RecordingSid.parse(`RE${'0'.repeat(32)}`);
const party = fc.constantFrom<PartyId>('customer', 'rep1', 'rep2', 'guest1', 'supervisor1');
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
  fc.record({ kind: fc.constant('party.opened' as const), party, by: fc.constantFrom('rep1' as const) }),
  fc.record({
    kind: fc.constant('responsible.moved' as const),
    turn: fc.integer({ min: 1, max: 4 }),
    to: fc.constantFrom<Responsible>('rep1', 'rep2', 'guest1', 'holding', 'voicemail'),
    why: fc.constant('dialed' as const),
  }),
  fc.record({ kind: fc.constant('ticket.expired' as const), party }),
  fc.record({ kind: fc.constantFrom('room.joined' as const, 'room.left' as const), party, callSid }),
  fc.record({
    kind: fc.constantFrom('leg.initiated' as const, 'leg.ringing' as const, 'leg.answered' as const),
    party,
    callSid,
  }),
  fc.record(
    {
      kind: fc.constant('leg.ended' as const),
      party,
      callSid,
      how: fc.constantFrom('completed', 'busy', 'no-answer', 'failed', 'canceled'),
      sipCode: fc.constantFrom(404, 480, 486, 487, 503, 603),
      talkedMs: fc.constantFrom(1, 3, 5),
    },
    { requiredKeys: ['kind', 'party', 'callSid', 'how'] },
  ),
  fc.record({ kind: fc.constant('bring.refused' as const), party, reason: failure }),
  fc.record({ kind: fc.constant('bring.delayed' as const), party }),
  fc.record({
    kind: fc.constantFrom(
      'rep.hungUp' as const,
      'rep.lost' as const,
      'admin.ended' as const,
      'session.ended' as const,
    ),
    party,
  }),
  fc.record({ kind: fc.constant('phone.signedOut' as const) }),
  fc.record({ kind: fc.constant('party.held' as const), party, on, sequence: fc.constantFrom(0.5, 1, 2, 3) }),
  fc.record({
    kind: fc.constantFrom(
      'party.held' as const,
      'device.muted' as const,
      'device.link' as const,
      'phone.here' as const,
    ),
    party,
    on,
  }),
  fc.record({
    kind: fc.constant('hold.wanted' as const),
    party,
    on,
    turn: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ kind: fc.constant('notice.ended' as const), on }),
  fc.record({
    kind: fc.constantFrom(
      'notice.begun' as const,
      'recording.refused' as const,
      'recording.stopAsked' as const,
      'recording.stopped' as const,
    ),
  }),
  fc.record({ kind: fc.constant('recording.begun' as const), recordingSid: fc.constant(RECORDING) }),
  fc.record({ kind: fc.constant('device.failed' as const), party, reason: failure }),
);

// Times collide on purpose: the order of two facts in one millisecond must make no difference.
export const facts: fc.Arbitrary<readonly Fact[]> = fc
  .array(fc.record({ kind, at: fc.integer({ min: 1, max: 12 }) }), { maxLength: 14 })
  .map(drawn => drawn.map(({ kind, at }, index): Fact => ({ ...kind, at, key: `k${index}` })));

/** A cheap seeded shuffle: fast-check draws the sets, and this tries many orders of each. */
export const shuffler = (seed: number) => {
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
