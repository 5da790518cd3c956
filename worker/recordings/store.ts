import { and, eq, lt, sql } from 'drizzle-orm';
import { AccountSid, type CallId, type RecordingSid, type WorkspaceId } from '../../shared/ids.ts';
import type { RecordingState } from '../../shared/recordings/contract.ts';
import { type Db, openDb } from '../db.ts';
import { owe, type StoreCallRecording, settle } from '../jobs/index.ts';
import { outbox } from '../jobs/table.ts';
import { callRecording } from './table.ts';

type Begun = {
  readonly callId: CallId;
  readonly workspaceId: WorkspaceId;
  readonly recordingSid: RecordingSid;
  readonly startedAt: number;
};

const jobOf = (recordingSid: RecordingSid): string => `keep/${recordingSid}`;
/** The same in SQL, for a row of this table. */
const JOB_ID = sql`'keep/' || ${callRecording.recordingSid}`;

/** The row of a recording and, once its call is over, the job that fetches it; for LiveCall's transaction. */
export const recordingRows = (db: Db, begun: Begun, accountSid: string, endedAt: number | undefined) => {
  const { callId, workspaceId, recordingSid } = begun;
  const job: StoreCallRecording = {
    kind: 'calls.recorded',
    id: jobOf(recordingSid),
    workspaceId,
    accountSid: AccountSid.parse(accountSid),
    callId,
    recordingSid,
  };
  return [
    db.insert(callRecording).values(begun).onConflictDoNothing(),
    ...(endedAt === undefined ? [] : [owe(db, workspaceId, job, endedAt)]),
  ];
};

export const recordingOfCall = (env: Env, workspaceId: WorkspaceId, callId: CallId) =>
  openDb(env.DB)
    .select()
    .from(callRecording)
    .where(and(eq(callRecording.callId, callId), eq(callRecording.workspaceId, workspaceId)))
    .get();

/** Marks the recording stored (without a key: there was nothing to store) and the job done: both or neither. */
export const markStored = async (
  env: Env,
  { id, callId, workspaceId }: StoreCallRecording,
  object: { readonly key: string | null; readonly bytes: number; readonly storedAt: number },
): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db
      .update(callRecording)
      .set(object)
      .where(and(eq(callRecording.callId, callId), eq(callRecording.workspaceId, workspaceId))),
    settle(db, id, object.storedAt),
  ]);
};

export const forgetCallRecordings = async (env: Env, storedBefore: number): Promise<void> => {
  await openDb(env.DB)
    .update(callRecording)
    .set({ key: null })
    .where(lt(callRecording.storedAt, storedBefore));
};

/** What the call log shows of a recording: its own row, and whether fetching it failed for good. */
export const recordingColumns = {
  sid: callRecording.recordingSid,
  key: callRecording.key,
  bytes: callRecording.bytes,
  storedAt: callRecording.storedAt,
  failedAt: outbox.failedAt,
};
export const isJobOfRecording = eq(outbox.id, JOB_ID);

type Row = Pick<typeof callRecording.$inferSelect, 'key' | 'bytes' | 'storedAt'>;

/** The state of a call's recording; null for a call without one. */
export const stateOf = (row: (Row & { readonly failedAt?: number | null }) | null): RecordingState | null => {
  if (row === null) return null;
  if (row.key !== null) return 'stored';
  if (row.storedAt === null) return row.failedAt ? 'stuck' : 'coming';
  return row.bytes === 0 ? 'empty' : 'gone';
};
