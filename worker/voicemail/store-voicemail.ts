/** Jobs from the queue: what the fallback could only queue becomes rows. */
import type { Clock } from '../../shared/clock.ts';
import { log } from '../log.ts';
import { verifiedForm } from '../twilio/index.ts';
import { accountNamed, accountOf, workspaceByWebhookKey } from '../workspace/index.ts';
import type { MissedCall, Voicemail } from './jobs.ts';
import { putMissed, putVoicemail } from './store.ts';

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
  const { workspaceId, accountSid } = (await workspaceOf(env, job)) ?? {};
  if (!workspaceId || !accountSid) return;
  const { callSid, recordingSid, seconds, at: missedAt } = job;
  await putVoicemail(
    env,
    { callSid, workspaceId, missedAt },
    { recordingSid, seconds, accountSid },
    clock.now(),
  );
};
