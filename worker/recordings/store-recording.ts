import type { Clock } from '../../shared/clock.ts';
import type { WorkspaceId } from '../../shared/ids.ts';
import { isDone, type StoreCallRecording } from '../jobs/index.ts';
import { forgetRecording, isRecordingEmpty, recordingStream } from '../twilio/index.ts';
import { accountNamed, loginOf } from '../workspace/index.ts';
import { putStream } from './put-stream.ts';
import { markStored } from './store.ts';

export const RECORDINGS_PREFIX = 'calls/';
const keyOf = (workspaceId: WorkspaceId, recordingSid: string): string =>
  `${RECORDINGS_PREFIX}${workspaceId}/${recordingSid}.wav`;

/**
 * Fetches by SID, never by a URL that somebody sent, and as a stream, because a long call does not fit in memory.
 * The carrier's copy is deleted once ours is certain.
 */
export const storeCallRecording = async (env: Env, job: StoreCallRecording, clock: Clock): Promise<void> => {
  const { id, workspaceId, recordingSid } = job;
  if (await isDone(env, id)) return;
  const account = await accountNamed(env, workspaceId, job.accountSid);
  if (!account) throw new Error('The account this recording was made in is gone.');
  const login = loginOf(env, account);
  const key = keyOf(workspaceId, recordingSid);
  const audio = await recordingStream(login, recordingSid);
  if (audio) {
    const bytes = await putStream(env.RECORDINGS, key, audio.body, 'audio/wav');
    if (audio.promised !== undefined && bytes !== audio.promised)
      throw new Error('The recording arrived incomplete.');
  }
  const object = await env.RECORDINGS.head(key);
  if (!object) {
    if (!(await isRecordingEmpty(login, recordingSid))) throw new Error('The recording is not there yet.');
    return markStored(env, job, { key: null, bytes: 0, storedAt: clock.now() });
  }
  if (!(await forgetRecording(login, recordingSid)))
    throw new Error('The carrier’s copy of a recording is still there.');
  await markStored(env, job, { key, bytes: object.size, storedAt: clock.now() });
};
