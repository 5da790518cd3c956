import type { Context } from 'hono';
import type { AppEnv } from '../context.ts';
import { inboundCallId } from '../inbound-call-id.ts';
import { liveCallOf, switchboardOf } from '../objects.ts';
import { systemClock } from '../platform.ts';
import { priceOfForwardIsDue } from '../prices/index.ts';
import { ForwardedRequest, hangupTwiml } from '../twilio/index.ts';
import { readWebhook } from '../webhook.ts';
import { inboundOf } from './spec-of.ts';
import { twiml } from './twiml.ts';

/** A forwarded call is over, or was not answered there either: then its caller may leave a message. */
export const forwarded = async (c: Context<AppEnv>): Promise<Response> => {
  const { workspace, event } = await readWebhook(c, ForwardedRequest);
  if (!event) return twiml(c, hangupTwiml());
  const { CallSid: callSid, AccountSid: accountSid, From: from, To: to, DialCallStatus: status } = event;
  const [now, talkedMs] = [systemClock.now(), event.DialCallDuration * 1000];
  const callId = await inboundCallId(workspace.id, callSid);
  const isAnswered = (status === 'completed' || status === 'answered') && event.DialBridged !== 'false';
  const [xml] = await Promise.all([
    liveCallOf(c.env, callId).forwardEnded(workspace.id, { isAnswered, talkedMs }),
    switchboardOf(c.env, workspace.id).endForward(callSid, talkedMs),
    priceOfForwardIsDue(c.env, workspace.id, event, now),
  ]);
  if (xml !== null) return twiml(c, xml);
  if (isAnswered) return twiml(c, hangupTwiml());
  // Forwarded by a release that did not know inbound calls yet.
  const inbound = await inboundOf(c.env, workspace, { callSid, accountSid, from, to, at: now });
  return twiml(c, inbound ? await liveCallOf(c.env, callId).arrive(inbound.spec, 'fallback') : hangupTwiml());
};
