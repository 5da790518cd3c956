import type { Context } from 'hono';
import { LINE_TEST_TICKET } from '../../shared/calls/contract.ts';
import { CallId } from '../../shared/ids.ts';
import { roomUrl } from '../callback-urls.ts';
import type { AppEnv } from '../context.ts';
import { log } from '../log.ts';
import { liveCallOf, switchboardOf } from '../objects.ts';
import { isCaller } from '../team/index.ts';
import { ClientCallRequest, enterRoom, hangupTwiml, lineTestTwiml } from '../twilio/index.ts';
import { readWebhook } from '../webhook.ts';
import { LINE_TEST_WORDS } from './spoken-words.ts';

const twiml = (c: Context<AppEnv>, xml: string): Response => c.body(xml, 200, { 'content-type': 'text/xml' });

/** Answers a device's call. The ticket alone decides which room it enters, nothing else the device sent. */
export const voice = async (c: Context<AppEnv>): Promise<Response> => {
  const { workspace, event } = await readWebhook(c, ClientCallRequest);
  const ticket = event?.ticket ?? '';
  if (!event) return twiml(c, hangupTwiml());
  const memberId = event.From.slice('client:'.length);
  // After a membership ends, a device's token can stay valid for up to an hour, and a ticket for up to a minute.
  if (!(await isCaller(c.env, workspace.id, memberId))) return twiml(c, hangupTwiml());
  if (ticket === LINE_TEST_TICKET) {
    await switchboardOf(c.env, workspace.id).noteLineTest(memberId);
    return twiml(c, lineTestTwiml(LINE_TEST_WORDS));
  }
  const callId = CallId.safeParse(ticket.split('.')[0]);
  if (!callId.success) return twiml(c, hangupTwiml());
  const admitted = await liveCallOf(c.env, callId.data).admit(workspace.id, memberId, event.CallSid, ticket);
  if (!admitted) {
    log.warn('calls.voice', { callId: callId.data, callSid: event.CallSid, reason: 'ticket' });
    return twiml(c, hangupTwiml());
  }
  const { spec, label } = admitted;
  // A device that is still signed in with a former account would enter a separate room in that account.
  if (event.AccountSid !== spec.accountSid) {
    log.warn('calls.voice', { callId: callId.data, callSid: event.CallSid, reason: 'account' });
    return twiml(c, hangupTwiml());
  }
  return twiml(
    c,
    enterRoom({
      room: spec.room,
      label,
      statusCallback: roomUrl(c.env, spec.webhookKey, spec.callId),
      timeLimitSeconds: spec.limitSeconds,
    }),
  );
};
