/** Slow work that goes through the queue. A job may arrive twice, late and in any order; its id stays the same. */
import * as z from 'zod';
import {
  AccountSid,
  CallId,
  CallSid,
  MemberId,
  RecordingSid,
  SessionId,
  WorkspaceId,
} from '../../shared/ids.ts';

const WebhookKey = z.string().regex(/^[0-9a-z]{26}$/);
const id = z.string().min(1).max(100);
/** The webhook the job comes from, as received. Its signature is not verified until the job is done. */
const signed = z.object({ url: z.string(), body: z.string(), signature: z.string() });

/** A call the fallback answered. The fallback could not look up the workspace: the key in its URL identifies it. */
export const MissedCall = z.object({
  kind: z.literal('calls.missed'),
  id,
  webhookKey: WebhookKey,
  signed,
  callSid: CallSid,
  from: z.string().max(130),
  to: z.string().max(130),
  errorCode: z.number().int().optional(),
  /** Milliseconds UTC. */
  at: z.number(),
});
export type MissedCall = z.infer<typeof MissedCall>;

/** The message the caller of a missed call left. */
export const Voicemail = z.object({
  kind: z.literal('calls.voicemail'),
  id,
  webhookKey: WebhookKey,
  signed,
  callSid: CallSid,
  recordingSid: RecordingSid,
  seconds: z.number().int(),
  at: z.number(),
});
export type Voicemail = z.infer<typeof Voicemail>;

/** A recording to fetch from the carrier into our own store. Earlier releases had a kind of its own for calls. */
export const StoreRecording = z.object({
  kind: z.literal(['recordings.keep', 'calls.recorded']),
  id,
  workspaceId: WorkspaceId,
  /** The carrier account it belongs to; absent in jobs queued by earlier releases. */
  accountSid: AccountSid.optional(),
  recordingSid: RecordingSid,
});
export type StoreRecording = z.infer<typeof StoreRecording>;

/** The price of a call, which the carrier reports some time after its end. */
export const PriceCall = z.object({
  kind: z.literal('calls.price'),
  id,
  workspaceId: WorkspaceId,
  /** The carrier account it belongs to. */
  accountSid: AccountSid,
  /** A call of ours, or a forwarded call by the SID of its caller's leg. */
  of: z.union([CallId, CallSid]),
  /** How often the carrier was asked. */
  asked: z.number().int(),
});
export type PriceCall = z.infer<typeof PriceCall>;

/** An email. Its text is sealed under the job's id, because it can contain codes. */
export const SendMail = z.object({
  kind: z.literal('mail.send'),
  id,
  workspaceId: WorkspaceId,
  to: z.string().max(254),
  subject: z.string().max(200),
  body: z.string(),
  until: z.number(),
});
export type SendMail = z.infer<typeof SendMail>;

/** A request for a sign-in code. Whether anybody has this address is looked up only when the job is done. */
export const MailCode = z.object({
  kind: z.literal('signIn.mailCode'),
  id,
  email: z.string().max(254),
  ask: z.string().regex(/^[0-9a-f]{64}$/),
  device: z.string().max(100),
  at: z.number(),
});
export type MailCode = z.infer<typeof MailCode>;

/** A session, a membership or a role has ended: what depends on it ends with it (cut-off/cut-off.ts). */
export const CutOff = z.object({
  kind: z.literal('team.cutOff'),
  id,
  workspaceId: WorkspaceId,
  memberId: MemberId,
  sessionId: SessionId.optional(),
});
export type CutOff = z.infer<typeof CutOff>;

export const Job = z.discriminatedUnion('kind', [
  MissedCall,
  Voicemail,
  StoreRecording,
  PriceCall,
  SendMail,
  MailCode,
  CutOff,
]);
export type Job = z.infer<typeof Job>;
