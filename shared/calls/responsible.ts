/** Who owes the customer an answer. Pure, and the same for any order of the facts. */
import type { Fact, FactOf } from './facts.ts';
import { PartyId, type Responsible } from './parties.ts';

type Move = FactOf<'responsible.moved'>;

const isLaterMove = (one: Move, other: Move): boolean =>
  one.turn === other.turn ? one.key > other.key : one.turn > other.turn;

/** The last move; undefined before the first. */
export const lastMove = (facts: readonly Fact[]): Move | undefined => {
  let last: Move | undefined;
  for (const fact of facts)
    if (fact.kind === 'responsible.moved' && (!last || isLaterMove(fact, last))) last = fact;
  return last;
};

export const responsibleOf = (facts: readonly Fact[]): Responsible | undefined => lastMove(facts)?.to;

/** The responsible party; undefined while a service is responsible. */
export const responsibleParty = (facts: readonly Fact[]): PartyId | undefined =>
  PartyId.safeParse(responsibleOf(facts)).data;

/** Whether a caller was given up by the reps. */
export const isBeyondReps = (to: Responsible | undefined): to is 'voicemail' | 'forward' =>
  to === 'voicemail' || to === 'forward';
