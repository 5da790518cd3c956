/** The addresses the carrier calls back. What follows the # is the carrier's own: how often it tries, for how long. */
import type { CallSpec } from './spec.ts';

// News is repeated until it is taken. A question is asked twice, quickly, so that the fallback still fits.
const NEWS = '#rc=5&rp=all&tt=15000';
const QUESTION = '#rc=2&rp=all&rt=4000&tt=10000';

export const callbackUrl = (env: Env, { webhookKey, callId }: CallSpec, what: 'room' | 'customer'): string =>
  `${env.PUBLIC_URL}/webhooks/${webhookKey}/calls/${callId}/${what}${NEWS}`;

export const holdUrl = (env: Env, { webhookKey }: CallSpec): string =>
  `${env.PUBLIC_URL}/webhooks/${webhookKey}/hold${QUESTION}`;
