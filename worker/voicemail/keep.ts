/** The queue's acts: what the fallback could only say becomes rows, and the recording comes into our own store. */
import type { Clock } from '../../shared/clock.ts';
import { isDone, type KeepRecording, type MissedCall, type Voicemail } from '../jobs/index.ts';
import { recordingOf } from '../twilio/index.ts';
import { workspaceById, workspaceByWebhookKey } from '../workspace/index.ts';
import { markKept, putMissed, putVoicemail } from './store.ts';

const workspaceOf = async (env: Env, webhookKey: string) => {
  const workspace = await workspaceByWebhookKey(env, webhookKey);
  if (!workspace) throw new Error('No workspace has this webhook key.');
  return workspace;
};

export const keepMissed = async (env: Env, job: MissedCall): Promise<void> => {
  const { id: workspaceId } = await workspaceOf(env, job.webhookKey);
  const { callSid, from, to, errorCode, at: missedAt } = job;
  await putMissed(env, { callSid, workspaceId, from, to, errorCode, missedAt });
};

export const keepVoicemail = async (env: Env, job: Voicemail, clock: Clock): Promise<void> => {
  const { id: workspaceId } = await workspaceOf(env, job.webhookKey);
  const { callSid, recordingSid, seconds: recordingSeconds, at: missedAt } = job;
  await putVoicemail(
    env,
    { callSid, workspaceId, missedAt, recordingSid, recordingSeconds },
    { kind: 'recordings.keep', id: `keep/${recordingSid}`, workspaceId, recordingSid },
    clock.now(),
  );
};

export const recordingKey = (workspaceId: string, recordingSid: string): string =>
  `voicemail/${workspaceId}/${recordingSid}.wav`;

/** Fetches by SID, never by an address that somebody sent. The carrier's copy stays until ours is certain. */
export const keepRecording = async (
  env: Env,
  { id, workspaceId, recordingSid }: KeepRecording,
  clock: Clock,
): Promise<void> => {
  if (await isDone(env, id)) return;
  const workspace = await workspaceById(env, workspaceId);
  if (!workspace) throw new Error('No such workspace.');
  const audio = await recordingOf(env, workspace.accountSid, recordingSid);
  if (!audio) throw new Error('The recording is not there yet.');
  const key = recordingKey(workspaceId, recordingSid);
  await env.RECORDINGS.put(key, audio, { httpMetadata: { contentType: 'audio/wav' } });
  await markKept(env, { workspaceId, recordingSid, key }, id, clock.now());
};
