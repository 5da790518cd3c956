import type { Clock } from '../../shared/clock.ts';
import { forgetRecording, isRecordingEmpty, type Login, recordingStream } from '../twilio/index.ts';
import { accountNamed, accountOf, loginOf } from '../workspace/index.ts';
import type { StoreRecording } from './job.ts';
import { putStream } from './put-stream.ts';
import { markStored, recordingOf } from './store.ts';

/** The login for the account the recording was made in. Jobs of earlier releases may not name it. */
const loginFor = async (env: Env, { workspaceId, accountSid }: StoreRecording): Promise<Login> => {
  const account = await (accountSid
    ? accountNamed(env, workspaceId, accountSid)
    : accountOf(env, workspaceId));
  if (!account) throw new Error('The account this recording was made in is gone.');
  return loginOf(env, account);
};

/**
 * Copies the audio into our own store and deletes the carrier's copy; returns its size in bytes, 0 if there is none. A
 * stream, because a long call does not fit in memory. Throws while the carrier is not done with the recording.
 */
const takeOver = async (env: Env, login: Login, job: StoreRecording, key: string): Promise<number> => {
  // Fetched by SID, never by a URL that somebody sent.
  const audio = await recordingStream(login, job.recordingSid);
  if (audio) await putStream(env.RECORDINGS, key, audio.body, 'audio/wav', audio.promised);
  // Without audio at the carrier: an earlier try may have got this far.
  const ours = await env.RECORDINGS.head(key);
  if (!ours) {
    // Without the name of its account, this may be the wrong one to ask.
    if (job.accountSid && (await isRecordingEmpty(login, job.recordingSid))) return 0;
    throw new Error('The recording is not there yet.');
  }
  if (!(await forgetRecording(login, job.recordingSid)))
    throw new Error('The carrier’s copy of a recording is still there.');
  return ours.size;
};

/** Stores the audio of a recording, whatever it is the recording of. */
export const storeRecording = async (env: Env, job: StoreRecording, clock: Clock): Promise<void> => {
  const row = await recordingOf(env, job.workspaceId, job.recordingSid);
  if (!row) throw new Error('There is no such recording.');
  const isSettled = row.storedAt !== null || row.deletedAt !== null;
  const bytes = isSettled ? 0 : await takeOver(env, await loginFor(env, job), job, row.key);
  await markStored(env, job, bytes, clock.now());
};
