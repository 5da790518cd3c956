import * as z from 'zod';
import { CallId, CallSid, ContactId, MemberId } from '../ids.ts';
import { E164 } from '../numbers/contract.ts';
import { EndDetail } from './end-detail.ts';
import { PartyId, Responsible } from './parties.ts';

/** Exactly S0's six words (F025). */
export const Phase = z.enum(['idle', 'connecting', 'ringing', 'active', 'ended', 'failed']);
export type Phase = z.infer<typeof Phase>;

/** Why a call is over (R03). */
export const EndReason = z.enum([
  'completed',
  'busy',
  'no_answer',
  'canceled',
  'rejected',
  'voicemail',
  'invalid_number',
  'blocked_compliance',
  'carrier_error',
  'network_error',
  'permission_denied',
  'abandoned',
  'ended_by_admin',
]);
export type EndReason = z.infer<typeof EndReason>;

/** Why this caller ID was chosen (R06). */
export const CallerIdReason = z.enum(['picked', 'local', 'override', 'sticky', 'first']);
export type CallerIdReason = z.infer<typeof CallerIdReason>;

export const CallContact = z.object({
  id: ContactId,
  name: z.string().nullable(),
  company: z.string().nullable(),
});
export type CallContact = z.infer<typeof CallContact>;

/**
 * The state of a call's recording. `notice`: the contact is being told, and nothing is recorded yet. `stopping`:
 * somebody asked to stop the recording, which still runs. Nothing was recorded when the contact was `not_told`, or
 * the carrier `refused`.
 */
export const Recording = z.enum(['notice', 'on', 'stopping', 'stopped', 'not_told', 'refused']);
export type Recording = z.infer<typeof Recording>;

/**
 * The rep's own hold of the customer; a hold because the rep dropped out is not one. `holding` and `resuming` until the
 * carrier has done it, `failed` if it did not put the customer on hold.
 */
export const Hold = z.object({
  state: z.enum(['off', 'holding', 'on', 'resuming', 'failed']),
  /** Which of the rep's requests this is the state of: each has a higher turn than those before. */
  turn: z.number(),
  /** When it was requested. */
  at: z.number(),
});
export type Hold = z.infer<typeof Hold>;

/** A party as every screen reads it. */
export const PartyView = z.object({
  id: PartyId,
  memberId: MemberId.optional(),
  /** The number of a party who is reached by telephone. */
  number: E164.optional(),
  /** Who brought the party in. */
  by: PartyId.optional(),
  /** When the party entered the room with its present leg. */
  joinedAt: z.number().optional(),
  /** Since when the party is away: its leg is over, or its phone no longer responds. */
  absentSince: z.number().optional(),
  held: z.boolean(),
  muted: z.boolean(),
  /** False while the connection of the party's device is being restored. */
  linked: z.boolean(),
});
export type PartyView = z.infer<typeof PartyView>;

/**
 * A call as every screen reads it. Times are milliseconds UTC; duration is answered → ended. Of an inbound call, `to`
 * is our number that was called; it is answered once a rep, or whoever it was forwarded to, talks to the caller.
 */
export const CallView = z.object({
  id: CallId,
  /** The rep who dialled or answered; absent while nobody has. */
  memberId: MemberId.optional(),
  direction: z.enum(['outbound', 'inbound']),
  to: E164,
  /** Absent if the caller withheld their number, or does not call from a telephone number. */
  from: E164.optional(),
  /** A caller's address that is not a telephone number, such as a SIP address; shown as it is. */
  callerAddress: z.string().optional(),
  /** The caller's name as their network reports it (CNAM). */
  callerName: z.string().optional(),
  /** The number that a caller was forwarded to, whether or not anybody answered there. */
  forwardedTo: E164.optional(),
  /** Why a call we made shows the number it shows. */
  callerIdReason: CallerIdReason.optional(),
  /** Absent for a caller whose number belongs to no contact, until somebody answers. */
  contact: CallContact.optional(),
  phase: Phase,
  endReason: EndReason.optional(),
  endedBy: z.enum(['rep', 'customer', 'carrier', 'system', 'admin']).optional(),
  endDetail: EndDetail.optional().catch(undefined),
  /** The carrier takes no more requests for now: the request is retried, and nobody has been rung yet. */
  delayed: z.boolean().optional(),
  openedAt: z.number(),
  ringingAt: z.number().optional(),
  answeredAt: z.number().optional(),
  endedAt: z.number().optional(),
  muted: z.boolean(),
  onHold: z.boolean(),
  linked: z.boolean(),
  /** Present while the customer is on hold for a rep who dropped out of the room: the rep may rejoin until then. */
  rejoinUntil: z.number().optional(),
  /** How long the wrap-up lasts once the rep has talked. Present for a live call, absent for a past one. */
  wrapUpSeconds: z.number().int().optional(),
  /** Absent until the rep puts the customer on hold, and once the call is over. */
  hold: Hold.optional().catch(undefined),
  /** Absent when the call is not to be recorded, or nobody has answered yet. */
  recording: Recording.optional(),
  /** Absent for a past call, like `responsible`; a reader of an older release's view derives them (facts-of-view.ts). */
  parties: z.array(PartyView).readonly().optional().catch(undefined),
  responsible: Responsible.optional().catch(undefined),
  /** While an inbound call is offered to reps: when the offer lapses. */
  ringsUntil: z.number().optional(),
  /** The customer leg, once it exists. */
  customerCallSid: CallSid.optional(),
  /** Grows with every fact; a reader keeps the view with the highest version. */
  version: z.number().int(),
});
export type CallView = z.infer<typeof CallView>;
