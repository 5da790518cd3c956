import type { Context } from 'hono';
import type { AppEnv } from '../context.ts';
import { liveCallOf } from '../objects.ts';
import { systemClock } from '../platform.ts';
import { hangupTwiml, IncomingRequest, rejectTwiml } from '../twilio/index.ts';
import { readWebhook } from '../webhook.ts';
import { inboundOf } from './spec-of.ts';
import { twiml } from './twiml.ts';

/**
 * A call to a number of the workspace. As the number's work mode says it is offered to reps, forwarded, or asked for a
 * message; if there is nobody to offer it to, it goes on at once. A repeated webhook is about the same call.
 */
export const incoming = async (c: Context<AppEnv>): Promise<Response> => {
  const { workspace, event } = await readWebhook(c, IncomingRequest);
  if (!event) return twiml(c, hangupTwiml());
  const { CallSid: callSid, AccountSid: accountSid, From: from, To: to, CallerName: callerName } = event;
  const at = systemClock.now();
  const inbound = await inboundOf(c.env, workspace, { callSid, accountSid, from, to, callerName, at });
  if (!inbound) return twiml(c, hangupTwiml());
  const { spec, isAnswered, isOffered } = inbound;
  if (!isAnswered) return twiml(c, rejectTwiml());
  return twiml(c, await liveCallOf(c.env, spec.callId).arrive(spec, isOffered ? 'offered' : 'unoffered'));
};
