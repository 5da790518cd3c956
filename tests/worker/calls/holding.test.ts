import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fact } from '../../../shared/calls/facts.ts';
import { merge } from '../../../shared/calls/machine.ts';
import { presenceOf } from '../../../shared/calls/party-presence.ts';
import { isOver } from '../../../shared/calls/phase.ts';
import { CallSid } from '../../../shared/ids.ts';
import { nextSteps } from '../../../worker/calls/steps/next-steps.ts';
import type { Effect, Situation } from '../../../worker/calls/steps/situation.ts';
import { runs } from '../../runs.ts';

const T0 = 1_790_000_000_000;
const sid = (digit: string) => CallSid.parse(`CA${digit.repeat(32)}`);
const [R1, R2, C] = [sid('1'), sid('2'), sid('c')];
const party = 'rep1';

const begun: readonly Fact[] = [
  { kind: 'dial.opened', key: 'o', at: T0 },
  { kind: 'party.opened', party, key: 'or', at: T0 },
  { kind: 'responsible.moved', turn: 1, to: party, why: 'dialed', key: 'm', at: T0 },
  { kind: 'leg.initiated', party, callSid: R1, key: 'e', at: T0 },
  { kind: 'room.joined', party, callSid: R1, key: 'j', at: T0 + 1000 },
];

const time = fc.integer({ min: 2000, max: 30_000 }).map(ms => T0 + ms);
const told: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'leg.initiated' as const,
      'room.joined' as const,
      'room.left' as const,
      'leg.ended' as const,
    ),
    party: fc.constant(party),
    callSid: fc.constantFrom(R1, R2),
    how: fc.constant('completed' as const),
    key: fc.string({ minLength: 1, maxLength: 3 }),
    at: time,
  }),
  fc.record({
    kind: fc.constant('phone.here' as const),
    party: fc.constant(party),
    on: fc.boolean(),
    key: fc.uuid(),
    at: time,
  }),
  fc.record({
    kind: fc.constant('party.held' as const),
    party: fc.constant('customer' as const),
    on: fc.boolean(),
    key: fc.uuid(),
    at: time,
  }),
  fc.record({
    kind: fc.constant('hold.wanted' as const),
    party: fc.constantFrom('rep1' as const, 'rep2' as const),
    on: fc.boolean(),
    turn: fc.integer({ min: 1, max: 5 }),
    key: fc.uuid(),
    at: time,
  }),
);

const effect: fc.Arbitrary<Effect | undefined> = fc.option(
  fc.record({
    state: fc.constantFrom('sent' as const, 'done' as const, 'refused' as const, 'unknown' as const),
    tries: fc.integer({ min: 1, max: 3 }),
    at: time,
  }),
  { nil: undefined },
);

const situation: fc.Arbitrary<Situation> = fc
  .record({ facts: fc.array(told, { maxLength: 8 }), answered: fc.boolean(), on: fc.boolean(), effect })
  .map(({ facts, answered, on, effect }) => ({
    facts: [
      ...begun,
      ...facts,
      ...(answered
        ? [{ kind: 'leg.answered', party: 'customer', key: 'a', at: T0 + 1500 } satisfies Fact]
        : []),
    ],
    legs: [
      { party, callSid: R1 },
      { party, callSid: R2 },
      { party: 'customer', callSid: C },
    ],
    conferenceSid: 'CF',
    ticketExpiresAt: T0 + 60_000,
    isRecorded: false,
    effects: {
      'bring/customer': { state: 'done', tries: 1, at: T0 },
      ...(effect ? { [on ? 'hold/customer' : 'unhold/customer']: effect } : {}),
    },
  }));

/** The highest turn; ties by key. */
const lastWanted = (facts: readonly Fact[]) =>
  facts
    .flatMap(fact => (fact.kind === 'hold.wanted' && fact.party === party ? [fact] : []))
    .toSorted((a, b) => b.turn - a.turn || (a.key < b.key ? 1 : -1))[0];

const effectsAt = (each: Situation, now: number) =>
  nextSteps(each, now).steps.flatMap(step => (step.do === 'carryOut' ? [step.effect] : []));

test('a customer is held only while the rep is away or wants it, and taken back only while neither is so', () => {
  fc.assert(
    fc.property(situation, time, (each, now) => {
      const isAway = presenceOf(each.facts, party).absentSince !== undefined;
      const isWanted = lastWanted(each.facts)?.on === true;
      const isAnswered = merge(each.facts).answeredAt !== undefined;
      const effects = effectsAt(each, now);
      if (effects.includes('hold/customer')) expect(isAnswered && (isAway || isWanted)).toBe(true);
      if (effects.includes('unhold/customer')) expect(isAway || (isAnswered && isWanted)).toBe(false);
    }),
    { numRuns: runs(20_000) },
  );
});

test('whatever is left to do at the carrier is tried now or later, until the rep is told that it failed', () => {
  fc.assert(
    fc.property(situation, time, (each, now) => {
      const { answeredAt, phase } = merge(each.facts);
      const { absentSince } = presenceOf(each.facts, party);
      if (isOver(phase) || answeredAt === undefined || absentSince !== undefined) return;
      const isWanted = lastWanted(each.facts)?.on === true;
      const { 'hold/customer': held, 'unhold/customer': unheld } = each.effects;
      const isDone = isWanted ? held?.state === 'done' : unheld ? unheld.state === 'done' : !held;
      const { steps, wakeAt } = nextSteps(each, now);
      const acts = steps.some(step =>
        step.do === 'carryOut'
          ? step.effect === (isWanted ? 'hold/customer' : 'unhold/customer')
          : step.fact.kind === 'hold.wanted',
      );
      if (!isDone) expect(acts || wakeAt !== undefined).toBe(true);
      else expect(acts).toBe(false);
    }),
    { numRuns: runs(20_000) },
  );
});

test('a hold that was not carried out within eight seconds is withdrawn, and not carried out afterwards', () => {
  fc.assert(
    fc.property(situation, time, (each, now) => {
      const wanted = lastWanted(each.facts);
      const withdrawn = nextSteps(each, now).steps.flatMap(step =>
        step.do === 'record' && step.fact.kind === 'hold.wanted' ? [step.fact] : [],
      );
      if (withdrawn.length === 0) return;
      expect(wanted?.on).toBe(true);
      expect(now - (wanted?.at ?? now)).toBeGreaterThanOrEqual(8_000);
      expect(each.effects['hold/customer']?.state).not.toBe('done');
      const after = { ...each, facts: [...each.facts, ...withdrawn] };
      for (const ms of [0, 10_000, 100_000])
        expect(effectsAt(after, now + ms)).not.toContain('hold/customer');
    }),
    { numRuns: runs(20_000) },
  );
});
