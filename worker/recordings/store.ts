import { and, eq, lt } from 'drizzle-orm';
import type { CallId, RecordingSid, WorkspaceId } from '../../shared/ids.ts';
import type { RecordingState } from '../../shared/recordings/contract.ts';
import { type Db, openDb } from '../db.ts';
import { type KeepCallRecording, owe, settle } from '../jobs/index.ts';
import { callRecording } from './table.ts';

type Begun = {
  readonly callId: CallId;
  readonly workspaceId: WorkspaceId;
  readonly recordingSid: RecordingSid;
  readonly startedAt: number;
};

/** The row of a recording that runs, and once its call is over the job that fetches it: for LiveCall's transaction. */
export const recordingRows = (db: Db, begun: Begun, endedAt: number | undefined) => {
  const { callId, workspaceId, recordingSid } = begun;
  const job: KeepCallRecording = {
    kind: 'calls.recorded',
    id: `keep/${recordingSid}`,
    workspaceId,
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

/** It is kept, and the job done: both or neither. */
export const markKept = async (
  env: Env,
  { id, callId, workspaceId }: KeepCallRecording,
  kept: { readonly key: string; readonly bytes: number; readonly keptAt: number },
): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db
      .update(callRecording)
      .set(kept)
      .where(and(eq(callRecording.callId, callId), eq(callRecording.workspaceId, workspaceId))),
    settle(db, id, kept.keptAt),
  ]);
};

export const forgetCallRecordings = async (env: Env, keptBefore: number): Promise<void> => {
  await openDb(env.DB).update(callRecording).set({ key: null }).where(lt(callRecording.keptAt, keptBefore));
};

/** What can be done with it. */
export const stateOf = (
  row: Pick<typeof callRecording.$inferSelect, 'key' | 'keptAt'> | null,
): RecordingState | null =>
  row === null ? null : row.key !== null ? 'kept' : row.keptAt === null ? 'coming' : 'gone';
