/** Who owes the customer an answer next, as a fact. Pure. */
import type { Fact, MoveReason } from '../../shared/calls/facts.ts';
import type { Responsible } from '../../shared/calls/parties.ts';
import { lastMove } from '../../shared/calls/responsible.ts';

/** The next move of a call. Its key is its turn: a decision that is made twice is recorded once. */
export const moveTo = (
  facts: readonly Fact[],
  to: Responsible,
  why: MoveReason,
  at: number,
  until?: number,
): Fact => {
  const turn = (lastMove(facts)?.turn ?? 0) + 1;
  const key = `responsible.moved/${turn}`;
  return { kind: 'responsible.moved', key, at, turn, to, why, ...(until === undefined ? {} : { until }) };
};

/** How long a call is offered again after the rep who answered did not come. */
const AGAIN_MS = 8_000;
/** How often a call is given back before its caller need not wait any longer. */
const MOST_GIVEN_BACK = 3;

/** The rep who answered does not come: the call is offered again, to everybody, or goes on to what comes after reps. */
export const giveBack = (facts: readonly Fact[], next: 'voicemail' | 'forward', at: number): Fact => {
  const before = facts.filter(fact => fact.kind === 'responsible.moved' && fact.why === 'not_arrived').length;
  return before >= MOST_GIVEN_BACK
    ? moveTo(facts, next, 'unanswered', at)
    : moveTo(facts, 'ringing', 'not_arrived', at, at + AGAIN_MS);
};
