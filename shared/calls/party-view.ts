/** The parties of a call as screens show them, derived from the facts. Pure. */
import type { PartyView } from './contract.ts';
import type { Fact, FactOf } from './facts.ts';
import type { PartyId } from './parties.ts';
import { presenceOf } from './party-presence.ts';
import { lastWrite } from './switches.ts';

type Opened = FactOf<'party.opened'>;

const isEarlier = (one: Opened, other: Opened): boolean =>
  one.at === other.at ? one.key < other.key : one.at < other.at;

/** A party is opened once; should two facts say so, the earlier one counts. */
export const openingOf = (facts: readonly Fact[], party: PartyId): Opened | undefined => {
  let first: Opened | undefined;
  for (const fact of facts)
    if (fact.kind === 'party.opened' && fact.party === party && (!first || isEarlier(fact, first)))
      first = fact;
  return first;
};

/** The party of a member; undefined for somebody who is not in the call. */
export const memberParty = (facts: readonly Fact[], memberId: string): PartyId | undefined =>
  facts.find((fact): fact is Opened => fact.kind === 'party.opened' && fact.memberId === memberId)?.party;

const viewOf = (facts: readonly Fact[], id: PartyId): PartyView => {
  const { memberId, number, by } = openingOf(facts, id) ?? {};
  const { joinedAt, absentSince } = presenceOf(facts, id);
  return {
    id,
    memberId,
    number,
    by,
    joinedAt,
    absentSince,
    held: lastWrite(facts, 'party.held', id)?.on ?? false,
    muted: lastWrite(facts, 'device.muted', id)?.on ?? false,
    linked: lastWrite(facts, 'device.link', id)?.on ?? true,
  };
};

/** Everybody a fact names, the customer first and the others by their ids. */
export const partiesOf = (facts: readonly Fact[]): readonly PartyView[] => {
  const byParty = new Map<PartyId, Fact[]>();
  for (const fact of facts) {
    if (!('party' in fact)) continue;
    const own = byParty.get(fact.party);
    if (own) own.push(fact);
    else byParty.set(fact.party, [fact]);
  }
  return [...byParty].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, own]) => viewOf(own, id));
};
