/** Jobs from the queue: what the fallback could only queue becomes part of its call. */
import { AccountSid } from '../../shared/ids.ts';
import { inboundCallId } from '../inbound-call-id.ts';
import { log } from '../log.ts';
import { liveCallOf } from '../objects.ts';
import { carrierOf, verifiedForm } from '../twilio/index.ts';
import type { MissedCall, Voicemail } from '../voicemail/index.ts';
import {
  accountNamed,
  accountOf,
  type CarrierAccount,
  loginOf,
  type Workspace,
  workspaceByWebhookKey,
} from '../workspace/index.ts';
import { type Arrived, inboundOf } from './spec-of.ts';

type Whose = { readonly workspace: Workspace; readonly account: CarrierAccount };

/** The job's workspace and account; undefined if the account of that workspace did not sign the webhook. */
const whoseIs = async (
  env: Env,
  { webhookKey, signed, kind }: MissedCall | Voicemail,
): Promise<Whose | undefined> => {
  const workspace = await workspaceByWebhookKey(env, webhookKey);
  const named = new URLSearchParams(signed.body).get('AccountSid') ?? '';
  const account =
    workspace &&
    ((await accountNamed(env, workspace.id, named)) ?? (await accountOf(env, workspace.id, { fresh: true })));
  if (!account) throw new Error('No workspace with an account has this webhook key.');
  if (verifiedForm(signed, account.authTokens)?.AccountSid === account.accountSid)
    return { workspace, account };
  log.warn('webhook.refused', { workspaceId: workspace.id, act: kind, reason: 'signature' });
  return undefined;
};

/** False for a call to something that is not a telephone number. */
const arriveLate = async (
  env: Env,
  { workspace, account }: Whose,
  call: Omit<Arrived, 'accountSid'>,
): Promise<boolean> => {
  const inbound = await inboundOf(env, workspace, {
    ...call,
    accountSid: AccountSid.parse(account.accountSid),
  });
  if (inbound) await liveCallOf(env, inbound.spec.callId).arrive(inbound.spec, 'fallback');
  return inbound !== undefined;
};

/** A call that the fallback answered. If it is known already, nothing changes. */
export const storeMissedCall = async (env: Env, job: MissedCall): Promise<void> => {
  const whose = await whoseIs(env, job);
  if (whose && !(await arriveLate(env, whose, job)))
    log.warn('incoming.missed', { workspaceId: whose.workspace.id, callSid: job.callSid, reason: 'to' });
};

/** The message of a caller. If their call is not known here, the carrier tells who called whom. */
export const storeVoicemail = async (env: Env, job: Voicemail): Promise<void> => {
  const whose = await whoseIs(env, job);
  if (!whose) return;
  const { callSid, recordingSid, seconds, at } = job;
  const { id } = whose.workspace;
  const callId = await inboundCallId(id, callSid);
  const leave = () => liveCallOf(env, callId).messageLeft(id, { recordingSid, seconds, at });
  if (await leave()) return;
  const asked = await carrierOf(loginOf(env, whose.account)).fetchCall(callSid);
  if (asked.kind !== 'done') throw new Error('The carrier does not say whose message this is.');
  const { from, to } = asked.value;
  const began = at - seconds * 1000;
  if (!(await arriveLate(env, whose, { callSid, from: from ?? '', to: to ?? '', at: began })))
    throw new Error('The call was not to a telephone number.');
  await leave();
};
