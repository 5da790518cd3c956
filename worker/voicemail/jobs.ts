import * as z from 'zod';
import { CallSid, RecordingSid } from '../../shared/ids.ts';
import { JobId } from '../jobs/index.ts';

const WebhookKey = z.string().regex(/^[0-9a-z]{26}$/);
/** The webhook the job comes from, as received. Its signature is not verified until the job is done. */
const signed = z.object({ url: z.string(), body: z.string(), signature: z.string() });

/** A call the fallback answered. The fallback could not look up the workspace: the key in its URL identifies it. */
export const MissedCall = z.object({
  kind: z.literal('calls.missed'),
  id: JobId,
  webhookKey: WebhookKey,
  signed,
  callSid: CallSid,
  from: z.string().max(130),
  to: z.string().max(130),
  /** Milliseconds UTC. */
  at: z.number(),
});
export type MissedCall = z.infer<typeof MissedCall>;

/** The message the caller of a missed call left. */
export const Voicemail = z.object({
  kind: z.literal('calls.voicemail'),
  id: JobId,
  webhookKey: WebhookKey,
  signed,
  callSid: CallSid,
  recordingSid: RecordingSid,
  seconds: z.number().int(),
  at: z.number(),
});
export type Voicemail = z.infer<typeof Voicemail>;
