/**
 * What the carrier requests when our first answer failed. It needs neither the database nor any Durable Object: it
 * speaks to the caller, takes a voicemail and queues a job. Its URL proves that we issued it; the carrier's signature
 * of the form is verified before the job is done (worker/incoming/jobs.ts).
 */
import type { Context } from 'hono';
import type * as z from 'zod';
import { callerOf } from '../../shared/numbers/caller.ts';
import { thanksUrl, voicemailUrl } from '../callback-urls.ts';
import type { AppEnv } from '../context.ts';
import { log } from '../log.ts';
import { ownKey } from '../own-address.ts';
import { systemClock } from '../platform.ts';
import { HttpProblem } from '../problem.ts';
import {
  FallbackRequest,
  farewellTwiml,
  RecordingEvent,
  readEvent,
  readForm,
  type SignedForm,
  signedForm,
  voicemailTwiml,
} from '../twilio/index.ts';
import type { MissedCall, Voicemail } from './jobs.ts';
import { messageWords, NO_CALL_WORDS, SORRY_WORDS, thanksWords } from './words.ts';

const MAX_SECONDS = 180;

const twiml = (c: Context<AppEnv>, xml: string): Response => c.body(xml, 200, { 'content-type': 'text/xml' });

type Read<S extends z.ZodType> = { signed: SignedForm; event: z.infer<S> | undefined };

const read = async <S extends z.ZodType>(c: Context<AppEnv>, schema: S): Promise<Read<S>> => {
  const signed = await signedForm(c.req.raw, c.env.PUBLIC_URL);
  if (!signed) throw new HttpProblem(403, 'This webhook is not signed.');
  const form = readForm(signed);
  return { signed, event: form && readEvent(form, schema) };
};

/** Queues a job. If even the queue fails, the caller still hears the message. */
const later = async (c: Context<AppEnv>, job: MissedCall): Promise<void> => {
  try {
    await c.env.JOBS.send(job);
  } catch (error) {
    log.error('fallback.lost', { act: job.kind, requestId: c.get('requestId'), error });
  }
};

/** Asks the caller for a message and records it. */
export const askForMessage = async (
  env: Env,
  webhookKey: string,
  words: string,
  hasNumber: boolean,
): Promise<string> =>
  voicemailTwiml({
    words,
    goodbye: thanksWords(hasNumber),
    action: await thanksUrl(env, webhookKey),
    recordingCallback: await voicemailUrl(env, webhookKey),
    maxSeconds: MAX_SECONDS,
  });

/** Queues a call that nobody took, to be stored as a row later. */
const storeMissedCallLater = (
  c: Context<AppEnv>,
  webhookKey: string,
  signed: SignedForm,
  { CallSid: callSid, From: from, To: to }: z.infer<typeof FallbackRequest>,
): Promise<void> =>
  later(c, {
    kind: 'calls.missed',
    id: `missed/${callSid}`,
    webhookKey,
    signed,
    callSid,
    from,
    to,
    at: systemClock.now(),
  });

export const fallback = async (c: Context<AppEnv>): Promise<Response> => {
  const webhookKey = await ownKey(c);
  const { signed, event } = await read(c, FallbackRequest);
  if (!event) return twiml(c, farewellTwiml(SORRY_WORDS));
  const { CallSid: callSid, ErrorCode: errorCode } = event;
  log.warn('fallback', { callSid, carrierCode: errorCode, requestId: c.get('requestId') });
  // A rep's own device: the panel shows what happened, and LiveCall reports that nobody was rung.
  if (event.From.startsWith('client:')) return twiml(c, farewellTwiml(NO_CALL_WORDS));
  await storeMissedCallLater(c, webhookKey, signed, event);
  const hasNumber = callerOf(event.From).from !== undefined;
  const words = messageWords(null, hasNumber, systemClock.now());
  return twiml(c, await askForMessage(c.env, webhookKey, words, hasNumber));
};

/** After the message. Without an answer of its own, the carrier would ask for the message again. */
export const thanks = async (c: Context<AppEnv>): Promise<Response> => {
  await ownKey(c);
  const { event } = await read(c, FallbackRequest);
  return twiml(c, farewellTwiml(thanksWords(event !== undefined && callerOf(event.From).from !== undefined)));
};

/** The message is recorded. Accepted once the job is in the queue; until then the carrier tries again. */
export const recorded = async (c: Context<AppEnv>): Promise<Response> => {
  const webhookKey = await ownKey(c);
  const { signed, event } = await read(c, RecordingEvent);
  if (event?.RecordingStatus !== 'completed') return c.body(null, 204);
  const { CallSid: callSid, RecordingSid: recordingSid, RecordingDuration: seconds } = event;
  const job: Voicemail = {
    kind: 'calls.voicemail',
    id: `voicemail/${recordingSid}`,
    webhookKey,
    signed,
    callSid,
    recordingSid,
    seconds,
    at: systemClock.now(),
  };
  await c.env.JOBS.send(job);
  return c.body(null, 204);
};
