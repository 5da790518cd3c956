/** The addresses the carrier calls back. What follows the # is the carrier's own: how often it tries, for how long. */
import type { CallId } from '../shared/ids.ts';
import { addressSignature } from './secrets/index.ts';

// News is repeated until it is taken. A question is asked twice, quickly, so that the fallback still fits.
const NEWS = '#rc=5&rp=all&tt=15000';
const QUESTION = '#rc=2&rp=all&rt=4000&tt=10000';

const base = (env: Env, webhookKey: string): string => `${env.PUBLIC_URL}/webhooks/${webhookKey}`;

export const callUrl = (env: Env, webhookKey: string, callId: CallId, what: 'room' | 'customer'): string =>
  `${base(env, webhookKey)}/calls/${callId}/${what}${NEWS}`;

/** What a contact hears before they are recorded. */
export const noticeUrl = (env: Env, webhookKey: string, callId: CallId): string =>
  `${base(env, webhookKey)}/calls/${callId}/notice${QUESTION}`;

export const holdUrl = async (env: Env, webhookKey: string): Promise<string> =>
  `${base(env, webhookKey)}/hold/${await addressSignature(env, webhookKey)}${QUESTION}`;

/** What the TwiML application asks when a rep's device calls. */
export const voiceUrl = (env: Env, webhookKey: string): string => `${base(env, webhookKey)}/voice${QUESTION}`;

/** What a number asks when somebody calls it. */
export const incomingUrl = (env: Env, webhookKey: string): string =>
  `${base(env, webhookKey)}/incoming${QUESTION}`;

/** What is asked when a call that was forwarded is over there. */
export const forwardedUrl = (env: Env, webhookKey: string): string =>
  `${base(env, webhookKey)}/incoming/forwarded${QUESTION}`;

/** What is asked when the answer to a question failed. */
export const fallbackUrl = async (env: Env, webhookKey: string): Promise<string> =>
  `${base(env, webhookKey)}/fallback/${await addressSignature(env, webhookKey)}`;

export const thanksUrl = async (env: Env, webhookKey: string): Promise<string> =>
  `${await fallbackUrl(env, webhookKey)}/thanks`;

export const voicemailUrl = async (env: Env, webhookKey: string): Promise<string> =>
  `${await fallbackUrl(env, webhookKey)}/recording${NEWS}`;
