/** The webhooks we read, strictly: one field of the wrong shape invalidates the whole event. */
import * as z from 'zod';
import { AccountSid, CallSid, ConferenceSid, RecordingSid } from '../../shared/ids.ts';
import { E164 } from '../../shared/numbers/contract.ts';

const SequenceNumber = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);

/** RFC 2822 → milliseconds UTC. The whole format is required: a time that was cut short would parse as well. */
const Timestamp = z
  .string()
  .regex(/^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (?:[+-]\d{4}|GMT|UTC)$/)
  .transform(text => Date.parse(text))
  .pipe(z.number().int().positive());

export const CallStatus = z.enum([
  'queued',
  'initiated',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'no-answer',
  'failed',
  'canceled',
]);
export type CallStatus = z.infer<typeof CallStatus>;

export const CallEvent = z.object({
  AccountSid,
  CallSid,
  CallStatus,
  To: E164,
  SequenceNumber,
  Timestamp: Timestamp.optional(),
  /** Seconds from the answer; sent with the end of the call. */
  CallDuration: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .optional(),
  SipResponseCode: z
    .string()
    .regex(/^\d{3}$/)
    .transform(Number)
    .optional(),
});
export type CallEvent = z.infer<typeof CallEvent>;

export const ParticipantEvent = z.object({
  AccountSid,
  CallSid,
  ConferenceSid,
  FriendlyName: z.string().regex(/^\w{1,64}$/),
  SequenceNumber,
  Timestamp: Timestamp.optional(),
  StatusCallbackEvent: z.enum([
    'participant-join',
    'participant-leave',
    'participant-mute',
    'participant-unmute',
    'participant-hold',
    'participant-unhold',
  ]),
});
export type ParticipantEvent = z.infer<typeof ParticipantEvent>;

/** Something was played to one participant, or to the whole room. */
export const AnnouncementEvent = ParticipantEvent.extend({
  CallSid: CallSid.optional(),
  StatusCallbackEvent: z.enum(['announcement-end', 'announcement-fail']),
});
export const RoomEvent = z.discriminatedUnion('StatusCallbackEvent', [ParticipantEvent, AnnouncementEvent]);
export type RoomEvent = z.infer<typeof RoomEvent>;

/** The carrier asks what to play. */
export const AnnouncementRequest = z.object({ AccountSid });

const READ = new Set<string>(
  [ParticipantEvent, AnnouncementEvent].flatMap(each => each.shape.StatusCallbackEvent.options),
);

/** Conference events that change nothing for us: they are accepted and ignored. */
export const UnreadEvent = z.object({
  AccountSid,
  StatusCallbackEvent: z
    .string()
    .regex(/^(?:conference|announcement|participant)-[a-z-]{1,40}$/)
    .refine(event => !READ.has(event)),
});

/** A client's call that asks the TwiML app what to do. */
export const ClientCallRequest = z.object({
  AccountSid,
  CallSid,
  From: z.string().regex(/^client:[\w-]{1,121}$/),
  ticket: z.string().max(100).optional(),
});

/**
 * A number, a device, a SIP address, or the word a network uses for a withheld number. Kept this narrow because names
 * and values are signed run together: no value may swallow the next name.
 */
const Party = z
  .string()
  .regex(
    /^(\+?\d{1,20}|client:[\w-]{1,121}|sips?:[\w.+%-]{1,64}@[\w.-]{1,64}(:\d{1,5})?(;[\w=.;-]{0,60})?|[a-z ]{0,20})$/i,
  );

/** A call that comes in, or for which our first answer failed. Callers may withhold their number. */
export const FallbackRequest = z.object({
  AccountSid,
  CallSid,
  From: Party,
  To: Party,
  ErrorCode: z
    .string()
    .regex(/^\d{5}$/)
    .transform(Number)
    .optional(),
});

/** A call that comes in. */
export const IncomingRequest = FallbackRequest.extend({
  /** The caller's name (CNAM), at most 15 letters as networks send it. Anything longer or stranger is left out. */
  CallerName: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N} .,'&()/-]{1,40}$/u)
    .optional()
    .catch(undefined),
});
export type IncomingRequest = z.infer<typeof IncomingRequest>;

/** Somebody who picked up a forwarded call is asked for a key. */
export const KeyRequest = z.object({
  AccountSid,
  CallSid,
  /** Absent until a key was pressed. */
  Digits: z
    .string()
    .regex(/^[\d*#]?$/)
    .optional(),
});

/** The outcome of a forwarded call. */
export const ForwardedRequest = FallbackRequest.extend({
  DialCallStatus: z.enum(['completed', 'answered', 'busy', 'no-answer', 'failed', 'canceled']),
  /** False for somebody who picked up and was not connected. */
  DialBridged: z.enum(['true', 'false']).optional(),
  /** Talk time in seconds; absent if there was none. */
  DialCallDuration: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .default(0),
});

export const RecordingEvent = z.object({
  AccountSid,
  CallSid,
  RecordingSid,
  RecordingStatus: z.enum(['in-progress', 'completed', 'absent', 'failed']),
  RecordingDuration: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
});
