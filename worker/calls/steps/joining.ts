/**
 * Calls the parties who are reached by telephone. The most important rule is enforced here: nobody is rung unless the
 * responsible rep is in the room, and at most once.
 */
import type { Fact } from '../../../shared/calls/facts.ts';
import { isTelephone, type PartyId } from '../../../shared/calls/parties.ts';
import { legOf } from '../legs.ts';
import { isInRoom, responsibleRep } from './responsible-rep.ts';
import { carryOutAt, type Due, type Effect, IN_FLIGHT_MS, recordAt, type Situation } from './situation.ts';

const LOST_MS = 40_000;
// A busy carrier is asked again for as long as a rep would wait.
const BUSY_FOR_MS = 25_000;
const BUSY_LEAST_MS = 500;
const BUSY_MOST_MS = 4_000;
const FIND_EVERY_MS = 10_000;
const FIND_FOR_MS = 180_000;

/** The parties to call, or called: everybody who is reached by telephone. */
const telephones = ({ facts }: Situation): readonly PartyId[] =>
  [
    ...new Set(
      facts.flatMap(fact => (fact.kind === 'party.opened' && isTelephone(fact.party) ? [fact.party] : [])),
    ),
  ].toSorted();

/** When to call. Repeated only if certainly nothing was done: another leg would ring them twice. */
const bringAt = ({ legs, effects }: Situation, party: PartyId): number | undefined => {
  const bring = effects[`bring/${party}`];
  if (legOf(legs, party)) return undefined;
  if (!bring) return 0;
  if (bring.state !== 'busy') return undefined;
  return bring.at + Math.min(BUSY_LEAST_MS * 2 ** (bring.tries - 1), BUSY_MOST_MS);
};

/** Looks for the leg of a request whose outcome is unknown. The request itself is never repeated. */
const findAt = ({ legs, effects }: Situation, party: PartyId): number | undefined => {
  const bring = effects[`bring/${party}`];
  if (legOf(legs, party) || (bring?.state !== 'sent' && bring?.state !== 'unknown')) return undefined;
  const first = bring.at + (bring.state === 'sent' ? IN_FLIGHT_MS : FIND_EVERY_MS);
  const at = Math.max(first, (effects[`find/${party}`]?.at ?? 0) + FIND_EVERY_MS);
  return at > bring.at + FIND_FOR_MS ? undefined : at;
};

/** Also after the end: a leg that is found then is ended like the others. */
export const finding = (situation: Situation): Due[] =>
  telephones(situation).flatMap(party => {
    const at = findAt(situation, party);
    return at === undefined ? [] : [carryOutAt(at, `find/${party}`)];
  });

/** A request that failed: the carrier stayed busy, or its outcome was never found. */
const givenUp = ({ facts }: Situation, party: PartyId, bring: Effect): Due => {
  const delayed = facts.find(fact => fact.kind === 'bring.delayed' && fact.party === party);
  const isBusy = bring.state === 'busy' && delayed !== undefined;
  const at = isBusy ? delayed.at + BUSY_FOR_MS : bring.at + LOST_MS;
  const fact: Fact = {
    kind: 'bring.refused',
    key: `bring.${isBusy ? 'busy' : 'lost'}/${party}`,
    at,
    party,
    reason: 'carrier_error',
    ...(isBusy ? { detail: 'network_busy' as const } : {}),
  };
  return recordAt(at, fact);
};

export const joining = (situation: Situation): Due[] => {
  const rep = responsibleRep(situation);
  const due = finding(situation);
  for (const party of telephones(situation)) {
    const bring = situation.effects[`bring/${party}`];
    const at = rep && isInRoom(rep) ? bringAt(situation, party) : undefined;
    if (at !== undefined) due.push(carryOutAt(at, `bring/${party}`));
    if (bring && !legOf(situation.legs, party)) due.push(givenUp(situation, party, bring));
  }
  return due;
};
