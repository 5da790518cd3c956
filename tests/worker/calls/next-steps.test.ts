import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fact, isOver, merge } from '../../../shared/calls/machine.ts';
import { presenceOf } from '../../../shared/calls/rep-presence.ts';
import { nextSteps } from '../../../worker/calls/next-steps.ts';
import type { EffectName, Situation } from '../../../worker/calls/situation.ts';
import { runs } from '../../runs.ts';

const T0 = 1_790_000_000_000;
const opened: Fact = { kind: 'dial.opened', key: 'o', at: T0 };
const entered: Fact = { kind: 'leg.initiated', leg: 'rep', key: 'e', at: T0 + 1000 };
const joined: Fact = { kind: 'room.joined', leg: 'rep', key: 'j', at: T0 + 2000 };

const situation = (over: Partial<Situation> = {}): Situation => ({
  facts: [opened],
  legs: { rep: [] },
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
    expect(effectsOf({ facts: [opened, entered, joined], legs: { rep: ['r'] } })).toEqual([
      'create.customer',
    ]);
  });

  test('is to end a rep’s leg that never reaches the room', () => {
    const late = nextSteps(situation({ facts: [opened, entered], legs: { rep: ['r'] } }), T0 + 31_000);
    expect(late.steps).toContainEqual({
      do: 'record',
      fact: { kind: 'rep.lost', key: 'rep.lost', at: T0 + 31_000 },
    });
  });

  test('is to end when a signed-out rep leaves, but to wait when they have since come back on a new leg', () => {
    const legs = { rep: ['r1', 'r2'], customer: 'c' };
    const of = (callSid: string, admittedAt: number): Fact[] => [
      { kind: 'leg.initiated', leg: 'rep', callSid, key: `e${callSid}`, at: T0 + admittedAt },
      { kind: 'room.joined', leg: 'rep', callSid, key: `j${callSid}`, at: T0 + admittedAt + 500 },
    ];
    const signedOut: Fact = { kind: 'session.ended', key: 's', at: T0 + 5000 };
    const left = (callSid: string): Fact => ({
      kind: 'room.left',
      leg: 'rep',
      callSid,
      key: 'l',
      at: T0 + 9000,
    });
    const stepsOf = (facts: readonly Fact[]) =>
      nextSteps(situation({ facts: [opened, ...facts], legs }), T0 + 9000).steps;
    const hungUp = { do: 'record', fact: { kind: 'rep.hungUp', key: 'rep.hungUp', at: T0 + 9000 } };
    expect(stepsOf([...of('r1', 1000), signedOut, left('r1')])).toContainEqual(hungUp);
    expect(stepsOf([...of('r1', 1000), signedOut])).not.toContainEqual(hungUp);
    expect(stepsOf([...of('r1', 1000), signedOut, ...of('r2', 6000), left('r2')])).not.toContainEqual(hungUp);
  });

  test('is nothing once every leg of an ended call has gone', () => {
    const facts: Fact[] = [
      opened,
      entered,
      joined,
      { kind: 'leg.ended', leg: 'customer', how: 'completed', key: 'x', at: T0 + 9000 },
      { kind: 'room.left', leg: 'rep', key: 'l', at: T0 + 9000 },
    ];
    expect(nextSteps(situation({ facts, legs: { rep: ['r'], customer: 'c' } }), T0 + 10_000)).toEqual({
      steps: [],
      wakeAt: undefined,
    });
  });
});

const fact: fc.Arbitrary<Fact> = fc
  .record({
    at: fc.integer({ min: 0, max: 120_000 }).map(ms => T0 + ms),
    key: fc.string({ minLength: 1, maxLength: 3 }),
    leg: fc.constantFrom('rep' as const, 'customer' as const),
    on: fc.boolean(),
    kind: fc.constantFrom(
      'leg.initiated' as const,
      'leg.ringing' as const,
      'leg.answered' as const,
      'room.joined' as const,
      'room.left' as const,
      'leg.ended' as const,
      'rep.hungUp' as const,
      'customer.held' as const,
    ),
  })
  .map(({ at, key, leg, on, kind }): Fact => {
    if (kind === 'leg.ended') return { kind, leg, how: 'completed', at, key };
    if (kind === 'rep.hungUp') return { kind, at, key };
    if (kind === 'customer.held') return { kind, on, at, key };
    return { kind, leg, at, key };
  });

const anySituation: fc.Arbitrary<Situation> = fc
  .record({
    facts: fc.array(fact, { maxLength: 12 }),
    rep: fc.boolean(),
    customer: fc.boolean(),
    created: fc.constantFrom(undefined, 'unknown' as const, 'busy' as const),
  })
  .map(({ facts, rep, customer, created }) =>
    situation({
      facts: [
        opened,
        ...facts,
        ...(created === 'busy' ? [{ kind: 'create.delayed', key: 'create.delayed', at: T0 } as const] : []),
      ],
      legs: { rep: rep ? ['r'] : [], ...(customer && created ? { customer: 'c' } : {}) },
      effects: created ? { 'create.customer': { state: created, tries: 1, at: T0 } } : {},
    }),
  );

const has = (facts: readonly Fact[], kind: Fact['kind'], leg: 'rep' | 'customer'): boolean =>
  facts.some(each => each.kind === kind && 'leg' in each && each.leg === leg);

/** Calls of a rep with two legs, whose phone comes and goes, and whose customer may already be held. */
const aRejoin: fc.Arbitrary<Situation> = fc
  .record({
    facts: fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 120_000 }).map(ms => T0 + ms),
        key: fc.string({ minLength: 1, maxLength: 3 }),
        callSid: fc.constantFrom('r1', 'r2'),
        on: fc.boolean(),
        kind: fc.constantFrom(
          'leg.initiated' as const,
          'room.joined' as const,
          'room.left' as const,
          'leg.ended' as const,
          'phone.here' as const,
          'customer.held' as const,
          'session.ended' as const,
        ),
      }),
      { maxLength: 10 },
    ),
    answered: fc.boolean(),
    over: fc.constantFrom(undefined, 'rep.hungUp' as const, 'rep.lost' as const, 'admin.ended' as const),
    tried: fc.constantFrom(undefined, 'hold.customer' as const, 'unhold.customer' as const),
    state: fc.constantFrom('sent' as const, 'done' as const, 'refused' as const, 'unknown' as const),
  })
  .map(({ facts, answered, over, tried, state }) => {
    const told = facts.map(({ kind, callSid, at, key, on }): Fact => {
      if (kind === 'phone.here' || kind === 'customer.held') return { kind, on, at, key };
      if (kind === 'session.ended') return { kind, at, key };
      if (kind === 'leg.ended') return { kind, leg: 'rep', callSid, how: 'completed', at, key };
      return { kind, leg: 'rep', callSid, at, key };
    });
    return situation({
      facts: [
        opened,
        { kind: 'leg.initiated', leg: 'rep', callSid: 'r1', key: 'e', at: T0 + 1000 },
        ...told,
        ...(answered ? [{ kind: 'leg.answered', leg: 'customer', key: 'a', at: T0 + 5000 } as const] : []),
        ...(over ? [{ kind: over, key: 'over', at: T0 + 60_000 } as const] : []),
      ],
      legs: { rep: ['r1', 'r2'], customer: 'c' },
      conferenceSid: 'CF',
      effects: {
        'create.customer': { state: 'done', tries: 1, at: T0 },
        ...(tried ? { [tried]: { state, tries: 1, at: T0 + 50_000 } } : {}),
      },
    });
  });

describe('whatever the facts are', () => {
  test('a customer is rung only while a rep is in the room, never twice, never after the end', () => {
    fc.assert(
      fc.property(anySituation, fc.integer({ min: 0, max: 400_000 }), (each, ms) => {
        const { steps } = nextSteps(each, T0 + ms);
        if (!steps.some(step => step.do === 'carryOut' && step.effect === 'create.customer')) return;
        expect(has(each.facts, 'room.joined', 'rep')).toBe(true);
        expect(has(each.facts, 'room.left', 'rep')).toBe(false);
        // Only a step that certainly was not carried out is repeated.
        expect([undefined, 'busy']).toContain(each.effects['create.customer']?.state);
        expect(each.legs.customer).toBeUndefined();
        expect(isOver(merge(each.facts).phase)).toBe(false);
      }),
      { numRuns: runs(20_000) },
    );
  });

  test('a call in progress always has a next step or a time to look again', () => {
    fc.assert(
      fc.property(anySituation, fc.integer({ min: 0, max: 400_000 }), (each, ms) => {
        if (isOver(merge(each.facts).phase)) return;
        if (each.legs.rep.length > 0 && !has(each.facts, 'leg.initiated', 'rep')) return;
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
        const { absentSince, joinedAt } = presenceOf(each.facts);
        const state = merge(each.facts);
        if (effects.includes('hold.customer')) {
          expect(absentSince).toBeDefined();
          expect(state.answeredAt).toBeDefined();
        }
        if (effects.includes('unhold.customer')) {
          expect(absentSince).toBeUndefined();
          expect(joinedAt).toBeDefined();
          expect(each.effects['hold.customer']).toBeDefined();
        }
        expect(effects.includes('hold.customer') && effects.includes('unhold.customer')).toBe(false);
        if (effects.includes('part.customer') || effects.includes('end/c'))
          expect(isOver(state.phase)).toBe(true);
        if (!isOver(state.phase)) expect(effects).not.toContain(`end/${presenceOf(each.facts).callSid}`);
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
        const { absentSince = 0, legGone, signedOut } = presenceOf(each.facts);
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
