import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../shared/calls/facts.ts';
import { holdOf } from '../../../shared/calls/hold.ts';
import { merge } from '../../../shared/calls/machine.ts';
import type { PartyId } from '../../../shared/calls/parties.ts';
import { decisionOn } from '../../../worker/calls/fact-cap.ts';
import { runs } from '../../runs.ts';

/** The facts a call keeps when it receives these, in this order. */
const remembered = (told: readonly Fact[]): Fact[] => {
  let known: Fact[] = [];
  for (const fact of told) {
    const decision = decisionOn(known, fact);
    if (decision.kind === 'replaces') known = known.filter(({ key }) => key !== decision.key);
    if (decision.kind !== 'ignored') known.push(fact);
  }
  return known;
};

const START: readonly Fact[] = [
  { kind: 'dial.opened', key: 'dial.opened', at: 1 },
  { kind: 'leg.initiated', party: 'rep1', callSid: 'r1', key: 'e', at: 2 },
  { kind: 'room.joined', party: 'rep1', callSid: 'r1', key: 'j', at: 3 },
  { kind: 'leg.answered', party: 'customer', key: 'a', at: 4 },
];

const write = fc.record({
  kind: fc.constantFrom('party.held', 'hold.wanted', 'phone.here', 'device.muted', 'device.link'),
  party: fc.constantFrom<PartyId>('customer', 'rep1'),
  at: fc.integer({ min: 5, max: 3_000 }),
  on: fc.boolean(),
  sequence: fc.integer({ min: 1, max: 400 }),
});

describe('how much a call remembers', () => {
  test('is bounded, yet gives the same result as remembering everything, in any order', () => {
    fc.assert(
      fc.property(fc.array(write, { minLength: 150, maxLength: 400 }), writes => {
        const told = writes.map(({ kind, party, at, on, sequence }, index): Fact => {
          const key = `k${index}`;
          if (kind === 'hold.wanted') return { kind, party, key, at, on, turn: sequence };
          if (kind === 'party.held') return { kind, party, key, at, on, sequence };
          return { kind, party, key, at, on };
        });
        const known = remembered([...START, ...told]);
        expect(known.length).toBeLessThanOrEqual(START.length + 2 * 5 * 32);
        expect(merge(known)).toEqual(merge([...START, ...told]));
        expect(holdOf(known, 'rep1', true)).toEqual(holdOf(told, 'rep1', true));
        expect(merge(remembered([...START, ...told.toReversed()]))).toEqual(merge(known));
      }),
      { numRuns: runs(150) },
    );
  });

  test('always has room for the first fact of each kind, however many came before it', () => {
    const flood = Array.from({ length: 2_000 }, (_, index): Fact => {
      const callSid = 'CA1';
      return { kind: 'leg.ringing', party: 'customer', callSid, key: `${callSid}/ringing/${index}`, at: 9 };
    });
    const told: Fact[] = [
      ...START,
      ...flood,
      { kind: 'notice.ended', key: 'n1', at: 10, on: false },
      { kind: 'notice.ended', key: 'n2', at: 11, on: true },
      { kind: 'leg.ended', party: 'customer', callSid: 'CA1', how: 'completed', key: 'end', at: 12 },
    ];
    const known = remembered(told);
    expect(known.length).toBeLessThan(600);
    expect(merge(known)).toEqual(merge(told));
  });
});
