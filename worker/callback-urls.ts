/** The URLs the carrier calls back. The part after # is for the carrier: how often and for how long it tries. */
import type { PartyId } from '../shared/calls/parties.ts';
import type { CallId } from '../shared/ids.ts';
import { addressSignature } from './secrets/index.ts';

// Events are retried up to five times. Requests for TwiML are retried twice, quickly, so the fallback still fits.
const NEWS = '#rc=5&rp=all&tt=15000';
const QUESTION = '#rc=2&rp=all&rt=4000&tt=10000';

const base = (env: Env, webhookKey: string): string => `${env.PUBLIC_URL}/webhooks/${webhookKey}`;

/** Requested for what happens in a call's room. */
export const roomUrl = (env: Env, webhookKey: string, callId: CallId): string =>
  `${base(env, webhookKey)}/calls/${callId}/room${NEWS}`;

/** Requested for what happens to the leg of a party who is reached by telephone. */
export const legUrl = (env: Env, webhookKey: string, callId: CallId, party: PartyId): string =>
  `${base(env, webhookKey)}/calls/${callId}/legs/${party}${NEWS}`;

/** Requested for the notice a contact hears before they are recorded. */
export const noticeUrl = (env: Env, webhookKey: string, callId: CallId): string =>
  `${base(env, webhookKey)}/calls/${callId}/notice${QUESTION}`;

export const holdUrl = async (env: Env, webhookKey: string): Promise<string> =>
  `${base(env, webhookKey)}/hold/${await addressSignature(env, webhookKey)}${QUESTION}`;

/** Requested by the TwiML application when a rep's device calls. */
export const voiceUrl = (env: Env, webhookKey: string): string => `${base(env, webhookKey)}/voice${QUESTION}`;

/** Requested when somebody calls a number of the workspace. */
export const incomingUrl = (env: Env, webhookKey: string): string =>
  `${base(env, webhookKey)}/incoming${QUESTION}`;

/** What a caller hears while reps are rung: the same sound for everybody, so it names no workspace. */
export const waitUrl = (env: Env): string => `${env.PUBLIC_URL}/sounds/ringback.wav`;

/** Requested once the person forwarded to has picked up: what they hear before they are connected. */
export const screeningUrl = (env: Env, webhookKey: string, callId: CallId): string =>
  `${base(env, webhookKey)}/calls/${callId}/screening${QUESTION}`;

/** Requested with the key that the person forwarded to has pressed. */
export const keyUrl = (env: Env, webhookKey: string, callId: CallId): string =>
  `${base(env, webhookKey)}/calls/${callId}/key${QUESTION}`;

/** Requested when the person forwarded to picks up, and when their leg ends: also if it was the caller who hung up. */
export const forwardLegUrl = (env: Env, webhookKey: string, callId: CallId): string =>
  `${base(env, webhookKey)}/calls/${callId}/forward${NEWS}`;

/** Requested when a forwarded call is over and its caller has not hung up. */
export const forwardedUrl = (env: Env, webhookKey: string): string =>
  `${base(env, webhookKey)}/incoming/forwarded${QUESTION}`;

/** Requested when our answer to a request for TwiML failed. */
export const fallbackUrl = async (env: Env, webhookKey: string): Promise<string> =>
  `${base(env, webhookKey)}/fallback/${await addressSignature(env, webhookKey)}`;

export const thanksUrl = async (env: Env, webhookKey: string): Promise<string> =>
  `${await fallbackUrl(env, webhookKey)}/thanks`;

export const voicemailUrl = async (env: Env, webhookKey: string): Promise<string> =>
  `${await fallbackUrl(env, webhookKey)}/recording${NEWS}`;
