import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../shared/calls/facts.ts';
import { isOf } from '../../../shared/calls/facts.ts';
import { merge } from '../../../shared/calls/machine.ts';
import type { PartyId } from '../../../shared/calls/parties.ts';
import { presenceOf } from '../../../shared/calls/party-presence.ts';
import { isOver } from '../../../shared/calls/phase.ts';
import { CallSid } from '../../../shared/ids.ts';
import { E164 } from '../../../shared/numbers/contract.ts';
import { type Leg, legOf, legsOf } from '../../../worker/calls/legs.ts';
import { nextSteps } from '../../../worker/calls/steps/next-steps.ts';
import type { EffectName, Situation } from '../../../worker/calls/steps/situation.ts';
import { runs } from '../../runs.ts';

const T0 = 1_790_000_000_000;
const opened: Fact = { kind: 'dial.opened', key: 'o', at: T0 };
const entered: Fact = { kind: 'leg.initiated', party: 'rep1', key: 'e', at: T0 + 1000 };
const joined: Fact = { kind: 'room.joined', party: 'rep1', key: 'j', at: T0 + 2000 };

/** What a rep's dial begins with. */
const begun: readonly Fact[] = [
  opened,
  { kind: 'party.opened', party: 'customer', key: 'oc', at: T0, number: E164.parse('+12125550100') },
  { kind: 'party.opened', party: 'rep1', key: 'or', at: T0 },
  { kind: 'responsible.moved', turn: 1, to: 'rep1', why: 'dialed', key: 'm', at: T0 },
];

const sid = (digit: string) => CallSid.parse(`CA${digit.repeat(32)}`);
const [R1, R2, C] = [sid('1'), sid('2'), sid('c')];
const rep = (...sids: CallSid[]): Leg[] => sids.map(callSid => ({ party: 'rep1', callSid }));
const customer: Leg = { party: 'customer', callSid: C };

const situation = (over: Partial<Situation> = {}): Situation => ({
  facts: begun,
  legs: [],
  conferenceSid: undefined,
  ticketExpiresAt: T0 + 60_000,
  isRecorded: false,
  effects: {},
  ...over,
});

const effectsOf = (over: Partial<Situation>, now = T0 + 3000): readonly EffectName[] =>
  nextSteps(situation(over), now).steps.flatMap(step => (step.do === 'carryOut' ? [step.effect] : []));

describe('what a call needs next', () => {
  test('is only to wait while the ticket is valid', () => {
    expect(nextSteps(situation(), T0)).toEqual({ steps: [], wakeAt: T0 + 60_000 });
  });

  test('is to ring the customer once the rep is in the room', () => {
    expect(effectsOf({ facts: [...begun, entered, joined], legs: rep(R1) })).toEqual(['bring/customer']);
  });

  test('is to end a rep’s leg that never reaches the room', () => {
    const late = nextSteps(situation({ facts: [...begun, entered], legs: rep(R1) }), T0 + 31_000);
    expect(late.steps).toContainEqual({
      do: 'record',
      fact: { kind: 'rep.lost', party: 'rep1', key: 'rep.lost', at: T0 + 31_000 },
    });
  });

  test('is to end when a signed-out rep leaves, but to wait when they have since come back on a new leg', () => {
    const legs = [...rep(R1, R2), customer];
    const of = (callSid: CallSid, admittedAt: number): Fact[] => [
      { kind: 'leg.initiated', party: 'rep1', callSid, key: `e${callSid}`, at: T0 + admittedAt },
      { kind: 'room.joined', party: 'rep1', callSid, key: `j${callSid}`, at: T0 + admittedAt + 500 },
    ];
    const signedOut: Fact = { kind: 'session.ended', party: 'rep1', key: 's', at: T0 + 5000 };
    const left = (callSid: CallSid): Fact => ({
      kind: 'room.left',
      party: 'rep1',
      callSid,
      key: 'l',
      at: T0 + 9000,
    });
    const stepsOf = (facts: readonly Fact[]) =>
      nextSteps(situation({ facts: [...begun, ...facts], legs }), T0 + 9000).steps;
    const hungUp = {
      do: 'record',
      fact: { kind: 'rep.hungUp', party: 'rep1', key: 'rep.hungUp', at: T0 + 9000 },
    };
    expect(stepsOf([...of(R1, 1000), signedOut, left(R1)])).toContainEqual(hungUp);
    expect(stepsOf([...of(R1, 1000), signedOut])).not.toContainEqual(hungUp);
    expect(stepsOf([...of(R1, 1000), signedOut, ...of(R2, 6000), left(R2)])).not.toContainEqual(hungUp);
  });

  test('is nothing once every leg of an ended call has gone', () => {
    const facts: Fact[] = [
      ...begun,
      entered,
      joined,
      { kind: 'leg.ended', party: 'customer', how: 'completed', key: 'x', at: T0 + 9000 },
      { kind: 'room.left', party: 'rep1', key: 'l', at: T0 + 9000 },
    ];
    expect(nextSteps(situation({ facts, legs: [...rep(R1), customer] }), T0 + 10_000)).toEqual({
      steps: [],
      wakeAt: undefined,
    });
  });
});

const fact: fc.Arbitrary<Fact> = fc
  .record({
    at: fc.integer({ min: 0, max: 120_000 }).map(ms => T0 + ms),
    key: fc.string({ minLength: 1, maxLength: 3 }),
    party: fc.constantFrom<PartyId>('rep1', 'customer'),
    on: fc.boolean(),
    kind: fc.constantFrom(
      'leg.initiated' as const,
      'leg.ringing' as const,
      'leg.answered' as const,
      'room.joined' as const,
      'room.left' as const,
      'leg.ended' as const,
      'rep.hungUp' as const,
      'party.held' as const,
    ),
  })
  .map(({ at, key, party, on, kind }): Fact => {
    if (kind === 'leg.ended') return { kind, party, how: 'completed', at, key };
    if (kind === 'party.held') return { kind, party, on, at, key };
    return { kind, party, at, key };
  });

const anySituation: fc.Arbitrary<Situation> = fc
  .record({
    facts: fc.array(fact, { maxLength: 12 }),
    isAdmitted: fc.boolean(),
    isCalled: fc.boolean(),
    created: fc.constantFrom(undefined, 'unknown' as const, 'busy' as const),
  })
  .map(({ facts, isAdmitted, isCalled, created }) =>
    situation({
      facts: [
        ...begun,
        ...facts,
        ...(created === 'busy'
          ? [{ kind: 'bring.delayed', party: 'customer', key: 'delayed', at: T0 } as const]
          : []),
      ],
      legs: [...(isAdmitted ? rep(R1) : []), ...(isCalled && created ? [customer] : [])],
      effects: created ? { 'bring/customer': { state: created, tries: 1, at: T0 } } : {},
    }),
  );

const has = (facts: readonly Fact[], kind: Fact['kind'], party: PartyId): boolean =>
  facts.some(each => each.kind === kind && isOf(each, party));

/** Calls of a rep with two legs, whose phone comes and goes, and whose customer may already be held. */
const aRejoin: fc.Arbitrary<Situation> = fc
  .record({
    facts: fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 120_000 }).map(ms => T0 + ms),
        key: fc.string({ minLength: 1, maxLength: 3 }),
        callSid: fc.constantFrom(R1, R2),
        on: fc.boolean(),
        kind: fc.constantFrom(
          'leg.initiated' as const,
          'room.joined' as const,
          'room.left' as const,
          'leg.ended' as const,
          'phone.here' as const,
          'party.held' as const,
          'session.ended' as const,
        ),
      }),
      { maxLength: 10 },
    ),
    answered: fc.boolean(),
    over: fc.constantFrom(undefined, 'rep.hungUp' as const, 'rep.lost' as const, 'admin.ended' as const),
    tried: fc.constantFrom(undefined, 'hold/customer' as const, 'unhold/customer' as const),
    state: fc.constantFrom('sent' as const, 'done' as const, 'refused' as const, 'unknown' as const),
  })
  .map(({ facts, answered, over, tried, state }) => {
    const told = facts.map(({ kind, callSid, at, key, on }): Fact => {
      const party = 'rep1';
      if (kind === 'phone.here') return { kind, party, on, at, key };
      if (kind === 'party.held') return { kind, party: 'customer', on, at, key };
      if (kind === 'leg.ended') return { kind, party, callSid, how: 'completed', at, key };
      return { kind, party, callSid, at, key };
    });
    return situation({
      facts: [
        ...begun,
        { kind: 'leg.initiated', party: 'rep1', callSid: R1, key: 'e', at: T0 + 1000 },
        ...told,
        ...(answered ? [{ kind: 'leg.answered', party: 'customer', key: 'a', at: T0 + 5000 } as const] : []),
        ...(over ? [{ kind: over, party: 'rep1', key: 'over', at: T0 + 60_000 } as const] : []),
      ],
      legs: [...rep(R1, R2), customer],
      conferenceSid: 'CF',
      effects: {
        'bring/customer': { state: 'done', tries: 1, at: T0 },
        ...(tried ? { [tried]: { state, tries: 1, at: T0 + 50_000 } } : {}),
      },
    });
  });

describe('whatever the facts are', () => {
  test('a customer is rung only while a rep is in the room, never twice, never after the end', () => {
    fc.assert(
      fc.property(anySituation, fc.integer({ min: 0, max: 400_000 }), (each, ms) => {
        const { steps } = nextSteps(each, T0 + ms);
        if (!steps.some(step => step.do === 'carryOut' && step.effect === 'bring/customer')) return;
        expect(has(each.facts, 'room.joined', 'rep1')).toBe(true);
        expect(has(each.facts, 'room.left', 'rep1')).toBe(false);
        // Only a step that certainly was not carried out is repeated.
        expect([undefined, 'busy']).toContain(each.effects['bring/customer']?.state);
        expect(legOf(each.legs, 'customer')).toBeUndefined();
        expect(isOver(merge(each.facts).phase)).toBe(false);
      }),
      { numRuns: runs(20_000) },
    );
  });

  test('a call in progress always has a next step or a time to look again', () => {
    fc.assert(
      fc.property(anySituation, fc.integer({ min: 0, max: 400_000 }), (each, ms) => {
        if (isOver(merge(each.facts).phase)) return;
        if (legsOf(each.legs, 'rep1').length > 0 && !has(each.facts, 'leg.initiated', 'rep1')) return;
        const plan = nextSteps(each, T0 + ms);
        expect(plan.steps.length > 0 || plan.wakeAt !== undefined).toBe(true);
      }),
      { numRuns: runs(20_000) },
    );
  });

  test('the order of facts does not matter', () => {
    fc.assert(
      fc.property(anySituation, fc.integer({ min: 0, max: 400_000 }), (each, ms) => {
        const other = { ...each, facts: [...each.facts].reverse() };
        expect(nextSteps(other, T0 + ms)).toEqual(nextSteps(each, T0 + ms));
      }),
      { numRuns: runs(5_000) },
    );
  });

  test('a customer is held only without the rep, taken back only with the rep, and told goodbye only after the end', () => {
    fc.assert(
      fc.property(aRejoin, fc.integer({ min: 0, max: 400_000 }), (each, ms) => {
        const { steps } = nextSteps(each, T0 + ms);
        const effects = steps.flatMap(step => (step.do === 'carryOut' ? [step.effect] : []));
        const { absentSince, joinedAt } = presenceOf(each.facts, 'rep1');
        const state = merge(each.facts);
        if (effects.includes('hold/customer')) {
          expect(absentSince).toBeDefined();
          expect(state.answeredAt).toBeDefined();
        }
        if (effects.includes('unhold/customer')) {
          expect(absentSince).toBeUndefined();
          expect(joinedAt).toBeDefined();
          expect(each.effects['hold/customer'] ?? each.effects['unhold/customer']).toBeDefined();
        }
        expect(effects.includes('hold/customer') && effects.includes('unhold/customer')).toBe(false);
        if (effects.includes('part/customer') || effects.includes(`end/${C}`))
          expect(isOver(state.phase)).toBe(true);
        if (!isOver(state.phase))
          expect(effects).not.toContain(`end/${presenceOf(each.facts, 'rep1').callSid}`);
      }),
      { numRuns: runs(20_000) },
    );
  });

  test('a waiting customer is never forgotten: the rep is lost at the end of the wait, not earlier', () => {
    fc.assert(
      fc.property(aRejoin, fc.integer({ min: 0, max: 400_000 }), (each, ms) => {
        const { rejoinUntil, phase } = merge(each.facts);
        if (rejoinUntil === undefined) return;
        const { steps, wakeAt } = nextSteps(each, T0 + ms);
        expect(isOver(phase)).toBe(false);
        const recorded = steps.flatMap(step => (step.do === 'record' ? [step.fact.kind] : []));
        const { absentSince = 0, legGone, signedOut } = presenceOf(each.facts, 'rep1');
        if (legGone && signedOut) {
          expect(recorded).toEqual(T0 + ms >= absentSince ? ['rep.hungUp'] : []);
          return;
        }
        const isLost = recorded.includes('rep.lost');
        expect(isLost).toBe(T0 + ms >= rejoinUntil);
        if (!isLost) expect(wakeAt ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(rejoinUntil);
      }),
      { numRuns: runs(20_000) },
    );
  });
});
