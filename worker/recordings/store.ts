import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { AccountSid, type RecordingSid, type WorkspaceId } from '../../shared/ids.ts';
import type { RecordingState } from '../../shared/recordings/contract.ts';
import { type Db, openDb } from '../db.ts';
import { owe, settle } from '../jobs/index.ts';
import type { StoreRecording } from './job.ts';
import { recording } from './table.ts';

type Begun = Pick<
  typeof recording.$inferInsert,
  'workspaceId' | 'recordingSid' | 'callId' | 'startedAt' | 'seconds'
>;

/**
 * The row of a recording and, once it is over, the job that stores its audio; for the transaction that records what it
 * belongs to. Writing them again changes nothing.
 */
export const recordingRows = (db: Db, begun: Begun, accountSid: string, overAt: number | undefined) => {
  const { workspaceId, recordingSid } = begun;
  const job: StoreRecording = {
    kind: 'recordings.keep',
    id: `keep/${workspaceId}/${recordingSid}`,
    workspaceId,
    accountSid: AccountSid.parse(accountSid),
    recordingSid,
  };
  const key = `recordings/${workspaceId}/${recordingSid}.wav`;
  return [
    db
      .insert(recording)
      .values({ ...begun, key })
      .onConflictDoNothing(),
    ...(overAt === undefined ? [] : [owe(db, workspaceId, job, overAt)]),
  ];
};

/** When the job that stores a recording failed for good. Jobs of calls had the shorter id in earlier releases. */
const FAILED_AT = sql<number | null>`(select max(failed_at) from outbox where id in (
  'keep/' || recording.recording_sid, 'keep/' || recording.workspace_id || '/' || recording.recording_sid))`;

/** What tells the state of a recording. */
export const recordingColumns = {
  sid: recording.recordingSid,
  bytes: recording.bytes,
  storedAt: recording.storedAt,
  deletedAt: recording.deletedAt,
  failedAt: FAILED_AT,
};

type Columns = Pick<typeof recording.$inferSelect, 'bytes' | 'storedAt' | 'deletedAt'>;

export const stateOf = (row: Columns & { readonly failedAt: number | null }): RecordingState => {
  if (row.deletedAt !== null) return 'gone';
  if (row.storedAt === null) return row.failedAt === null ? 'coming' : 'stuck';
  return row.bytes === 0 ? 'empty' : 'stored';
};

const isRecording = (workspaceId: WorkspaceId, recordingSid: RecordingSid) =>
  and(eq(recording.workspaceId, workspaceId), eq(recording.recordingSid, recordingSid));

export const recordingOf = (env: Env, workspaceId: WorkspaceId, recordingSid: RecordingSid) =>
  openDb(env.DB)
    .select({ ...recordingColumns, callId: recording.callId, key: recording.key })
    .from(recording)
    .where(isRecording(workspaceId, recordingSid))
    .get();

/** Marks the recording stored, unless it already was, and the job done: both or neither. */
export const markStored = async (
  env: Env,
  { id, workspaceId, recordingSid }: StoreRecording,
  bytes: number,
  now: number,
): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db
      .update(recording)
      .set({ bytes, storedAt: now })
      .where(
        and(isRecording(workspaceId, recordingSid), isNull(recording.storedAt), isNull(recording.deletedAt)),
      ),
    settle(db, id, now),
  ]);
};

/** Recordings whose audio may still be stored although it began before that time. */
export const retainedSince = (env: Env, startedBefore: number, limit: number) =>
  openDb(env.DB)
    .select({ key: recording.key })
    .from(recording)
    .where(and(isNull(recording.deletedAt), lt(recording.startedAt, startedBefore)))
    .orderBy(recording.startedAt)
    .limit(limit)
    .all();

export const markDeleted = async (env: Env, keys: readonly string[], now: number): Promise<void> => {
  await openDb(env.DB)
    .update(recording)
    .set({ deletedAt: now })
    // As one value: a statement of D1's takes a hundred at most.
    .where(inArray(recording.key, sql`(select value from json_each(${JSON.stringify(keys)}))`));
};
