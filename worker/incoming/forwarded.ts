import type { Context } from 'hono';
import { type AccountSid, CallId, type CallSid, type WorkspaceId } from '../../shared/ids.ts';
import type { AppEnv } from '../context.ts';
import { inboundCallId } from '../inbound-call-id.ts';
import { liveCallOf, switchboardOf } from '../objects.ts';
import { systemClock } from '../platform.ts';
import { priceOfForwardIsDue } from '../prices/index.ts';
import { notFound } from '../problem.ts';
import { CallEvent, ForwardedRequest, hangupTwiml } from '../twilio/index.ts';
import { readWebhook } from '../webhook.ts';
import { inboundOf } from './spec-of.ts';
import { twiml } from './twiml.ts';

type Forward = {
  readonly workspaceId: WorkspaceId;
  readonly AccountSid: AccountSid;
  /** The caller's leg. */
  readonly CallSid: CallSid;
};

/** The forwarded call counts towards today's limits by its length, and its price is due. */
const settle = (env: Env, { workspaceId, ...put }: Forward, talkedMs: number, now: number) =>
  Promise.all([
    switchboardOf(env, workspaceId).endForward(put.CallSid, talkedMs),
    priceOfForwardIsDue(env, workspaceId, put, now),
  ]);

/** What the leg to the Forward Number does. Answered once it is stored. */
export const forwardLeg = async (c: Context<AppEnv>): Promise<Response> => {
  const { workspace, event } = await readWebhook(c, CallEvent);
  const callId = CallId.safeParse(c.req.param('callId')).data;
  if (!callId) throw notFound();
  const caller = event && (await liveCallOf(c.env, callId).hearForward(workspace.id, event));
  if (event && caller) {
    const { AccountSid, CallDuration: seconds = 0 } = event;
    await settle(
      c.env,
      { workspaceId: workspace.id, AccountSid, CallSid: caller },
      seconds * 1000,
      systemClock.now(),
    );
  }
  return c.body(null, 204);
};

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
    settle(c.env, { workspaceId: workspace.id, AccountSid: accountSid, CallSid: callSid }, talkedMs, now),
  ]);
  if (xml !== null) return twiml(c, xml);
  if (isAnswered) return twiml(c, hangupTwiml());
  // Forwarded by a release that did not know inbound calls yet.
  const inbound = await inboundOf(c.env, workspace, { callSid, accountSid, from, to, at: now });
  return twiml(c, inbound ? await liveCallOf(c.env, callId).arrive(inbound.spec, 'fallback') : hangupTwiml());
};
