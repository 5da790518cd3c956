/** Jobs from the queue: what the fallback could only queue becomes rows, and recordings come into our own store. */
import type { Clock } from '../../shared/clock.ts';
import { AccountSid } from '../../shared/ids.ts';
import { isDone, type MissedCall, type StoreVoicemailRecording, type Voicemail } from '../jobs/index.ts';
import { log } from '../log.ts';
import { recordingOf, verifiedForm } from '../twilio/index.ts';
import { accountNamed, accountOf, loginOf, workspaceByWebhookKey } from '../workspace/index.ts';
import { markStored, putMissed, putVoicemail } from './store.ts';

/** The job's workspace and account; undefined if the account of that workspace did not sign the webhook. */
const workspaceOf = async (env: Env, { webhookKey, signed, kind }: MissedCall | Voicemail) => {
  const workspace = await workspaceByWebhookKey(env, webhookKey);
  const named = new URLSearchParams(signed.body).get('AccountSid') ?? '';
  const account =
    workspace &&
    ((await accountNamed(env, workspace.id, named)) ?? (await accountOf(env, workspace.id, { fresh: true })));
  if (!account) throw new Error('No workspace with an account has this webhook key.');
  if (verifiedForm(signed, account.authTokens)?.AccountSid === account.accountSid)
    return { workspaceId: workspace.id, accountSid: account.accountSid };
  log.warn('webhook.refused', { workspaceId: workspace.id, act: kind, reason: 'signature' });
  return undefined;
};

export const storeMissedCall = async (env: Env, job: MissedCall): Promise<void> => {
  const { workspaceId } = (await workspaceOf(env, job)) ?? {};
  if (!workspaceId) return;
  const { callSid, from, to, errorCode, at: missedAt } = job;
  await putMissed(env, { callSid, workspaceId, from, to, errorCode, missedAt });
};

export const storeVoicemail = async (env: Env, job: Voicemail, clock: Clock): Promise<void> => {
  const whose = await workspaceOf(env, job);
  if (!whose) return;
  const { workspaceId } = whose;
  const accountSid = AccountSid.parse(whose.accountSid);
  const { callSid, recordingSid, seconds: recordingSeconds, at: missedAt } = job;
  await putVoicemail(
    env,
    { callSid, workspaceId, missedAt, recordingSid, recordingSeconds },
    {
      kind: 'recordings.keep',
      id: `keep/${workspaceId}/${recordingSid}`,
      workspaceId,
      accountSid,
      recordingSid,
    },
    clock.now(),
  );
};

export const VOICEMAIL_PREFIX = 'voicemail/';
export const recordingKey = (workspaceId: string, recordingSid: string): string =>
  `${VOICEMAIL_PREFIX}${workspaceId}/${recordingSid}.wav`;

/** Fetches by SID, never by a URL that somebody sent. The carrier's copy stays until ours is certain. */
export const storeVoicemailRecording = async (
  env: Env,
  { id, workspaceId, accountSid, recordingSid }: StoreVoicemailRecording,
  clock: Clock,
): Promise<void> => {
  if (await isDone(env, id)) return;
  const account = accountSid
    ? await accountNamed(env, workspaceId, accountSid)
    : await accountOf(env, workspaceId);
  if (!account) throw new Error('This workspace has no account with the carrier.');
  const audio = await recordingOf(loginOf(env, account), recordingSid);
  if (!audio) throw new Error('The recording is not there yet.');
  const key = recordingKey(workspaceId, recordingSid);
  await env.RECORDINGS.put(key, audio, { httpMetadata: { contentType: 'audio/wav' } });
  await markStored(env, { workspaceId, recordingSid, key }, id, clock.now());
};
