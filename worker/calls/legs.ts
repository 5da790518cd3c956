/** The legs of a call: the carrier's calls that bring its parties into the room. */
import type { PartyId } from '../../shared/calls/parties.ts';
import type { CallSid } from '../../shared/ids.ts';

export type Leg = { readonly party: PartyId; readonly callSid: CallSid };

/** A party's legs, in the order in which they became known. A rep who rejoined has had several. */
export const legsOf = (legs: readonly Leg[], party: PartyId): readonly CallSid[] =>
  legs.filter(leg => leg.party === party).map(({ callSid }) => callSid);

/** A party's latest leg. */
export const legOf = (legs: readonly Leg[], party: PartyId): CallSid | undefined =>
  legsOf(legs, party).at(-1);

export const partyOf = (legs: readonly Leg[], callSid: CallSid | undefined): PartyId | undefined =>
  legs.find(leg => leg.callSid === callSid)?.party;
