import type { Context } from 'hono';
import type { hold as endpoint } from '../../shared/calls/screen-contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { AppEnv, MemberContext } from '../context.ts';
import { liveCallOf } from '../objects.ts';
import { ownKey } from '../own-address.ts';
import { notFound } from '../problem.ts';
import { holdTwiml } from '../twilio/index.ts';
import { HOLD_WORDS, STILL_HOLD_WORDS } from './spoken-words.ts';
import { callOf } from './store.ts';

/** The rep puts the customer on hold or takes them back. In a call that is over it changes nothing. */
export const hold = async (
  { env, clock, principal }: MemberContext,
  { callId, ...wanted }: RequestOf<typeof endpoint>,
) => {
  const { workspaceId, memberId } = principal;
  const fact = { kind: 'hold.wanted', at: clock.now(), ...wanted } as const;
  const call =
    (await liveCallOf(env, callId).hearDevice(workspaceId, memberId, fact)) ??
    (await callOf(env, workspaceId, memberId, callId));
  if (!call) throw notFound();
  return ok({ call });
};

/**
 * What a customer hears who is held for a rep who dropped out. Uses neither the database nor LiveCall: their failure
 * may have caused the hold.
 */
export const holdWords = async (c: Context<AppEnv>): Promise<Response> => {
  await ownKey(c);
  return c.body(holdTwiml(HOLD_WORDS, STILL_HOLD_WORDS), 200, { 'content-type': 'text/xml' });
};
