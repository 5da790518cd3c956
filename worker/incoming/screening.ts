/** Whoever picks up a forwarded call hears who calls, and is connected once they press 1. */
import type { Context } from 'hono';
import type { CallView } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/phase.ts';
import { CallId } from '../../shared/ids.ts';
import { keyUrl } from '../callback-urls.ts';
import type { AppEnv } from '../context.ts';
import { liveCallOf } from '../objects.ts';
import { notFound } from '../problem.ts';
import { goOnTwiml, hangupTwiml, KeyRequest, keyTwiml } from '../twilio/index.ts';
import { readWebhook } from '../webhook.ts';
import { twiml } from './twiml.ts';

const KEY = '1';

/** Digits are spoken one by one. */
const callerOf = ({ contact, callerName, from }: CallView): string =>
  contact?.name ?? callerName ?? (from ? [...from.slice(1)].join(' ') : 'a withheld number');

const wordsOf = (call: CallView): string => `Call from ${callerOf(call)}. To accept it, press ${KEY}.`;

const read = async (c: Context<AppEnv>) => {
  const { workspace, event } = await readWebhook(c, KeyRequest);
  const callId = CallId.safeParse(c.req.param('callId')).data;
  if (!callId) throw notFound();
  return { workspace, callId, key: event?.Digits, live: liveCallOf(c.env, callId) };
};

export const screening = async (c: Context<AppEnv>): Promise<Response> => {
  const { workspace, callId, live } = await read(c);
  const call = await live.view(workspace.id);
  if (!call || isOver(call.phase) || call.responsible !== 'forward') return twiml(c, hangupTwiml());
  return twiml(c, keyTwiml(wordsOf(call), keyUrl(c.env, workspace.webhookKey, callId)));
};

/** Any other key declines. */
export const keyPressed = async (c: Context<AppEnv>): Promise<Response> => {
  const { workspace, key, live } = await read(c);
  const isAccepted = key === KEY && (await live.forwardAccepted(workspace.id));
  return twiml(c, isAccepted ? goOnTwiml() : hangupTwiml());
};
