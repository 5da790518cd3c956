/**
 * What the carrier asks when our first answer failed. It needs neither the database nor any Durable Object: words
 * for the caller, a voicemail, and a job for later. Its signature is checked with the environment's secrets alone.
 */
import type { Context } from 'hono';
import type * as z from 'zod';
import type { AppEnv } from '../context.ts';
import type { Job } from '../jobs/index.ts';
import { log } from '../log.ts';
import { systemClock } from '../platform.ts';
import { HttpProblem, notFound } from '../problem.ts';
import {
  FallbackRequest,
  farewellTwiml,
  RecordingEvent,
  verifiedForm,
  voicemailTwiml,
} from '../twilio/index.ts';
import { NO_CALL_WORDS, SORRY_WORDS, THANKS_WORDS, VOICEMAIL_WORDS } from './words.ts';

const NEWS = '#rc=5&rp=all&tt=15000';
const MAX_SECONDS = 180;

const twiml = (c: Context<AppEnv>, xml: string): Response => c.body(xml, 200, { 'content-type': 'text/xml' });

const keyOf = (c: Context<AppEnv>): string => {
  const key = c.req.param('webhookKey') ?? '';
  if (!/^[0-9a-z]{26}$/.test(key)) throw notFound();
  return key;
};

const read = async <S extends z.ZodType>(c: Context<AppEnv>, schema: S): Promise<z.infer<S> | undefined> => {
  const form = await verifiedForm(c.req.raw, c.env.PUBLIC_URL, c.env.TWILIO_AUTH_TOKEN);
  if (!form || form.AccountSid !== c.env.TWILIO_ACCOUNT_SID)
    throw new HttpProblem(403, 'This webhook is not signed by the carrier account.');
  return schema.safeParse(form).data;
};

/** The caller hears their words even when nothing at all could be kept. */
const later = async (c: Context<AppEnv>, job: Job): Promise<void> => {
  try {
    await c.env.JOBS.send(job);
  } catch (error) {
    log.error('fallback.lost', { act: job.kind, requestId: c.get('requestId'), error });
  }
};

export const fallback = async (c: Context<AppEnv>): Promise<Response> => {
  const webhookKey = keyOf(c);
  const event = await read(c, FallbackRequest);
  if (!event) return twiml(c, farewellTwiml(SORRY_WORDS));
  const { CallSid: callSid, From: from, To: to = '', ErrorCode: errorCode } = event;
  log.warn('fallback', { callSid, carrierCode: errorCode, requestId: c.get('requestId') });
  // A rep's own device: the panel says what happened, and LiveCall that nobody was rung.
  if (from.startsWith('client:')) return twiml(c, farewellTwiml(NO_CALL_WORDS));
  const at = systemClock.now();
  await later(c, {
    kind: 'calls.missed',
    id: `missed/${callSid}`,
    webhookKey,
    callSid,
    from,
    to,
    errorCode,
    at,
  });
  const base = `${c.env.PUBLIC_URL}/webhooks/${webhookKey}/fallback`;
  return twiml(
    c,
    voicemailTwiml({
      words: VOICEMAIL_WORDS,
      goodbye: THANKS_WORDS,
      action: `${base}/thanks`,
      recordingCallback: `${base}/recording${NEWS}`,
      maxSeconds: MAX_SECONDS,
    }),
  );
};

/** After the message: without an answer of its own, the carrier would ask for the message again. */
export const thanks = async (c: Context<AppEnv>): Promise<Response> => {
  keyOf(c);
  await read(c, FallbackRequest);
  return twiml(c, farewellTwiml(THANKS_WORDS));
};

/** The message is recorded. Taken when the queue has it; until then the carrier tries again. */
export const recorded = async (c: Context<AppEnv>): Promise<Response> => {
  const webhookKey = keyOf(c);
  const event = await read(c, RecordingEvent);
  if (event?.RecordingStatus !== 'completed') return c.body(null, 204);
  const { CallSid: callSid, RecordingSid: recordingSid, RecordingDuration: seconds } = event;
  await c.env.JOBS.send({
    kind: 'calls.voicemail',
    id: `voicemail/${recordingSid}`,
    webhookKey,
    callSid,
    recordingSid,
    seconds,
    at: systemClock.now(),
  });
  return c.body(null, 204);
};
