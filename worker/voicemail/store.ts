import { and, eq, lt } from 'drizzle-orm';
import type { RecordingSid, WorkspaceId } from '../../shared/ids.ts';
import { openDb } from '../db.ts';
import type { Job } from '../jobs/index.ts';
import { owe, settle } from '../jobs/store.ts';
import { missedCall } from './table.ts';

type NewMissed = typeof missedCall.$inferInsert;

/** Adds what is known of a missed call to what was known before. */
export const putMissed = async (env: Env, row: NewMissed): Promise<void> => {
  const { from, to, errorCode } = row;
  await openDb(env.DB)
    .insert(missedCall)
    .values(row)
    .onConflictDoUpdate({
      target: [missedCall.workspaceId, missedCall.callSid],
      set: { from, to, errorCode },
    });
};

/** The message a caller left, and in the same transaction the job that fetches it. */
export const putVoicemail = async (env: Env, row: NewMissed, job: Job, now: number): Promise<void> => {
  const db = openDb(env.DB);
  const { recordingSid, recordingSeconds } = row;
  await db.batch([
    db
      .insert(missedCall)
      .values(row)
      .onConflictDoUpdate({
        target: [missedCall.workspaceId, missedCall.callSid],
        set: { recordingSid, recordingSeconds },
      }),
    owe(db, row.workspaceId, job, now),
  ]);
};

/** Marks the recording stored and the job done: both or neither. */
export const markStored = async (
  env: Env,
  recording: { readonly workspaceId: WorkspaceId; readonly recordingSid: RecordingSid; readonly key: string },
  jobId: string,
  now: number,
): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db
      .update(missedCall)
      .set({ recordingKey: recording.key, recordingStoredAt: now })
      .where(
        and(
          eq(missedCall.workspaceId, recording.workspaceId),
          eq(missedCall.recordingSid, recording.recordingSid),
        ),
      ),
    settle(db, jobId, now),
  ]);
};

export const forgetRecordings = async (env: Env, storedBefore: number): Promise<void> => {
  await openDb(env.DB)
    .update(missedCall)
    .set({ recordingKey: null })
    .where(lt(missedCall.recordingStoredAt, storedBefore));
};
