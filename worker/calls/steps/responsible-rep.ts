import { isMember, type PartyId } from '../../../shared/calls/parties.ts';
import { type PartyPresence, presenceOf } from '../../../shared/calls/party-presence.ts';
import { responsibleParty } from '../../../shared/calls/responsible.ts';
import type { Situation } from './situation.ts';

/** The member who is responsible for the customer, and where they are. */
export type ResponsibleRep = { readonly party: PartyId; readonly presence: PartyPresence };

/** Undefined while a service, or somebody on a telephone, is responsible. */
export const responsibleRep = ({ facts }: Situation): ResponsibleRep | undefined => {
  const party = responsibleParty(facts);
  return party && isMember(party) ? { party, presence: presenceOf(facts, party) } : undefined;
};

/** Whether the rep is in the room, as far as anybody knows. */
export const isInRoom = ({ presence: { joinedAt, absentSince } }: ResponsibleRep): boolean =>
  joinedAt !== undefined && absentSince === undefined;
