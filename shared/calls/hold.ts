/** A rep's own hold of the customer. Pure, and the same for any order of the facts. */
import type { Hold } from './contract.ts';
import type { Fact, FactOf } from './facts.ts';
import type { PartyId } from './parties.ts';
import { isLaterWrite } from './switches.ts';

type Wanted = FactOf<'hold.wanted'>;

/** The party's last request to hold the customer, or to take them back. */
export const holdWantedBy = (facts: readonly Fact[], party: PartyId): Wanted | undefined => {
  let last: Wanted | undefined;
  for (const fact of facts)
    if (fact.kind === 'hold.wanted' && fact.party === party && (!last || isLaterWrite(fact, last)))
      last = fact;
  return last;
};

/** Undefined until the party has put the customer on hold for the first time. */
export const holdOf = (facts: readonly Fact[], party: PartyId, isHeld: boolean): Hold | undefined => {
  const wanted = holdWantedBy(facts, party);
  if (!wanted) return undefined;
  const { on, turn, at, failed } = wanted;
  if (on) return { state: isHeld ? 'on' : 'holding', turn, at };
  return { state: isHeld ? 'resuming' : failed ? 'failed' : 'off', turn, at };
};
