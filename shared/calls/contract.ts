import * as z from 'zod';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { CallId, CallSid, ContactId } from '../ids.ts';
import { E164 } from '../numbers/contract.ts';
import { UsedUp } from '../workspace/limits.ts';
import { CallView, EndReason, Phase } from './view.ts';

export {
  CallContact,
  CallerIdReason,
  CallView,
  EndReason,
  Hold,
  PartyView,
  Phase,
  Recording,
} from './view.ts';

/** What the rep asked for: created at pointer-down, never changed afterwards. */
export const DialIntent = z.object({
  /** As shown or typed; the Worker normalises it. */
  number: z.string().min(1).max(64),
  source: z.enum(['page', 'keypad', 'recents']),
  contactId: ContactId.optional(),
  /** The number to call from: a caller is called back from the number they called. */
  callFrom: E164.optional(),
  /** The page the number was on, without query and fragment. */
  pageUrl: z.string().max(2000).optional(),
  pageTitle: z.string().max(300).optional(),
  /** Client time at pointer-down, milliseconds UTC. */
  at: z.number().int().positive(),
});
export type DialIntent = z.infer<typeof DialIntent>;

/** Sent instead of a ticket: nobody is called, and the device hears a few words from the Worker. */
export const LINE_TEST_TICKET = 'line-test';

export const DialRefusal = z.discriminatedUnion('reason', [
  z.object({ reason: z.literal('not_a_number'), number: z.string() }),
  z.object({ reason: z.literal('emergency'), number: z.string() }),
  z.object({ reason: z.literal('premium'), number: z.string() }),
  z.object({ reason: z.literal('unassigned'), number: z.string() }),
  /** `country`: ISO 3166 alpha-2, or a shared calling code (shared/numbers/destination.ts). */
  z.object({ reason: z.literal('country_not_allowed'), number: z.string(), country: z.string() }),
  z.object({ reason: z.literal('own_number'), number: z.string() }),
  z.object({ reason: z.literal('no_caller_id') }),
  z.object({ reason: z.literal('already_dialing'), call: CallView.optional() }),
  z.object({ reason: z.literal('dialer_not_ready') }),
  /** A trial account calls only numbers that were verified with the carrier (F052). */
  z.object({ reason: z.literal('not_verified'), number: z.string() }),
  /** The account has as many calls in progress as it may have (F052). */
  z.object({ reason: z.literal('too_many_calls'), most: z.number().int() }),
  /** A daily limit is used up; it resets at midnight in this time zone. */
  UsedUp.extend({ reason: z.literal('limit_reached'), timeZone: z.string() }),
]);
export type DialRefusal = z.infer<typeof DialRefusal>;

export const dial = endpoint({
  name: 'calls.dial',
  method: 'POST',
  audit: 'later',
  path: '/v1/calls',
  may: 'dial',
  idempotent: true,
  request: z.object({
    intent: DialIntent,
    /** The number this rep picked to call from; ignored once the workspace no longer has it. */
    callFrom: E164.optional(),
  }),
  reply: z.object({
    call: CallView,
    /** Single use, 60 s: what `device.connect({params: {ticket}})` carries. */
    ticket: z.string(),
  }),
  refusal: DialRefusal,
  refusals: {
    not_a_number: 422,
    emergency: 422,
    premium: 422,
    unassigned: 422,
    country_not_allowed: 403,
    own_number: 422,
    no_caller_id: 422,
    already_dialing: 409,
    dialer_not_ready: 503,
    not_verified: 422,
    too_many_calls: 429,
    limit_reached: 429,
  },
});

export const hangUp = endpoint({
  name: 'calls.hangUp',
  method: 'POST',
  audit: 'later',
  path: '/v1/calls/:callId/hang-up',
  may: 'dial',
  request: z.object({ callId: CallId }),
  reply: z.object({ call: CallView }),
  refusal: NoRefusal,
  refusals: {},
});

/** Lets a rep who dropped out back into a live call: same room, same customer leg, with a ticket not used yet. */
export const rejoin = endpoint({
  name: 'calls.rejoin',
  method: 'POST',
  audit: 'later',
  path: '/v1/calls/:callId/rejoin',
  may: 'dial',
  request: z.object({ callId: CallId }),
  reply: z.object({ call: CallView, ticket: z.string() }),
  refusal: z.discriminatedUnion('reason', [
    z.object({ reason: z.literal('over') }),
    z.object({ reason: z.literal('still_connected') }),
  ]),
  refusals: { over: 410, still_connected: 409 },
});

/** Any leg's SID → the state of its call (F023). */
export const status = endpoint({
  name: 'calls.status',
  method: 'GET',
  path: '/v1/calls/status/:callSid',
  may: 'dial',
  request: z.object({ callSid: CallSid }),
  reply: z.object({
    callId: CallId,
    phase: Phase,
    endReason: EndReason.optional(),
    durationSeconds: z.number().int().optional(),
    /** Only for the rep whose call it is. A Worker from before this field existed never sends it. */
    call: CallView.optional(),
  }),
  refusal: NoRefusal,
  refusals: {},
});

export const voiceToken = endpoint({
  name: 'calls.voiceToken',
  method: 'POST',
  audit: 'no',
  path: '/v1/voice/token',
  may: 'dial',
  request: z.object({}),
  reply: z.object({
    token: z.string(),
    /** The identity in the token: the member's id. */
    identity: z.string(),
    /** Milliseconds UTC. */
    expiresAt: z.number(),
    /** Only for a sandbox account: the real address of the signalling socket. */
    signalling: z
      .object({ host: z.string().regex(/\.invalid$/), url: z.string().regex(/^ws:\/\//) })
      .optional(),
  }),
  refusal: z.discriminatedUnion('reason', [z.object({ reason: z.literal('dialer_not_ready') })]),
  refusals: { dialer_not_ready: 503 },
});
