/** The parties of a call: everybody who is in its room, or on the way there. */
import * as z from 'zod';

const KINDS = ['customer', 'rep', 'guest', 'supervisor', 'aiAgent'] as const;
export type PartyKind = (typeof KINDS)[number];

/**
 * A call has one customer; other parties are numbered in the order in which they were opened: `rep1`, `guest2`. A
 * party who drops out and comes back stays the same party, with another leg.
 */
export type PartyId = 'customer' | `${Exclude<PartyKind, 'customer'>}${number}`;

const PARTY_ID = /^(customer|(rep|guest|supervisor|aiAgent)[1-9]\d{0,3})$/;
export const PartyId = z.custom<PartyId>(value => typeof value === 'string' && PARTY_ID.test(value));

/** A service that owes the customer an answer while no party does. */
export const Service = z.enum(['ringing', 'queue', 'voicemail', 'forward', 'holding']);
export type Service = z.infer<typeof Service>;

/** The one party, or the one service, that owes the customer an answer. */
export const Responsible = z.union([PartyId, Service]);
export type Responsible = z.infer<typeof Responsible>;

/** A member's device enters with a ticket; a telephone is called; an AI agent runs on the customer's own leg. */
type JoinsBy = 'ticket' | 'carrierLeg' | 'relay';

const JOINS_BY: Readonly<Record<PartyKind, JoinsBy>> = {
  customer: 'carrierLeg',
  rep: 'ticket',
  guest: 'carrierLeg',
  supervisor: 'ticket',
  aiAgent: 'relay',
};

export const kindOf = (party: PartyId): PartyKind => KINDS.find(kind => party.startsWith(kind)) ?? 'guest';

/** Whether a member's device, and not a telephone, carries this party. */
export const isMember = (party: PartyId): boolean => JOINS_BY[kindOf(party)] === 'ticket';

/** Whether this party is reached by telephone, and therefore called once. */
export const isTelephone = (party: PartyId): boolean => JOINS_BY[kindOf(party)] === 'carrierLeg';

/** The rep who dials is the first rep of the call. */
export const FIRST_REP: PartyId = 'rep1';
