import { and, desc, eq, gt, isNull, lt, lte, or } from 'drizzle-orm';
import type { WorkspaceId } from '../../shared/ids.ts';
import { type Db, openDb } from '../db.ts';
import type { Job } from './job.ts';
import { failedJob, outbox } from './table.ts';

/** The outbox row that a change writes. Writing it again changes nothing. It is not sent before `dueAt`, if given. */
export const owe = (db: Db, workspaceId: WorkspaceId, job: Job, now: number, dueAt?: number) =>
  db.insert(outbox).values({ id: job.id, workspaceId, job, createdAt: now, dueAt }).onConflictDoNothing();

/** Makes a job due at `dueAt` if it would be due later; a job that is done or already due stays as it was. */
export const bringForward = (db: Db, id: string, dueAt: number) =>
  db
    .update(outbox)
    .set({ dueAt })
    .where(and(eq(outbox.id, id), gt(outbox.dueAt, dueAt), isNull(outbox.doneAt)));

/** Puts a job off until `dueAt`, because what it waits for is not there yet. */
export const postpone = (db: Db, job: Job, dueAt: number) =>
  db
    .update(outbox)
    .set({ job, dueAt, sentAt: null })
    .where(and(eq(outbox.id, job.id), isNull(outbox.doneAt)));

/** Marks a job done, in the transaction that does it. */
export const settle = (db: Db, id: string, now: number) =>
  db
    .update(outbox)
    .set({ doneAt: now })
    .where(and(eq(outbox.id, id), isNull(outbox.doneAt)));

export const isDone = async (env: Env, id: string): Promise<boolean> => {
  const row = await openDb(env.DB)
    .select({ doneAt: outbox.doneAt })
    .from(outbox)
    .where(eq(outbox.id, id))
    .get();
  return row?.doneAt != null;
};

/** Due jobs that were not sent to the queue, or were sent before `sentBefore` and are still not done. */
export const unsent = async (
  env: Env,
  now: number,
  sentBefore: number,
  limit: number,
): Promise<readonly Job[]> => {
  const rows = await openDb(env.DB)
    .select({ job: outbox.job })
    .from(outbox)
    .where(
      and(
        isNull(outbox.doneAt),
        isNull(outbox.failedAt),
        or(isNull(outbox.dueAt), lte(outbox.dueAt, now)),
        or(isNull(outbox.sentAt), lt(outbox.sentAt, sentBefore)),
      ),
    )
    .orderBy(outbox.createdAt)
    .limit(limit)
    .all();
  return rows.map(row => row.job);
};

export const markSent = async (env: Env, ids: readonly string[], now: number): Promise<void> => {
  const db = openDb(env.DB);
  const [first, ...rest] = ids.map(id => db.update(outbox).set({ sentAt: now }).where(eq(outbox.id, id)));
  if (first) await db.batch([first, ...rest]);
};

export type FailedJob = typeof failedJob.$inferInsert;

/** Stores a failed job and marks its outbox row as failed, so that it is not sent again. */
export const storeFailedJob = async (env: Env, failed: FailedJob): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db.insert(failedJob).values(failed).onConflictDoNothing(),
    db
      .update(outbox)
      .set({ failedAt: failed.failedAt })
      .where(and(eq(outbox.id, failed.id), isNull(outbox.doneAt))),
  ]);
};

/** A workspace's failed jobs, newest first. */
export const failedJobsOf = (env: Env, workspaceId: WorkspaceId, limit: number) =>
  openDb(env.DB)
    .select({
      id: failedJob.id,
      kind: failedJob.kind,
      state: failedJob.state,
      tries: failedJob.tries,
      failedAt: failedJob.failedAt,
    })
    .from(failedJob)
    .where(eq(failedJob.workspaceId, workspaceId))
    .orderBy(desc(failedJob.failedAt), desc(failedJob.id))
    .limit(limit)
    .all();

/** A failed job, as it was sent. */
export const failedJobOf = async (
  env: Env,
  workspaceId: WorkspaceId,
  id: string,
): Promise<string | undefined> => {
  const row = await openDb(env.DB)
    .select({ job: failedJob.job })
    .from(failedJob)
    .where(and(eq(failedJob.id, id), eq(failedJob.workspaceId, workspaceId)))
    .get();
  return row?.job;
};

/** Queues a failed job again. Its id stays the same, so that doing it twice has the effect of once. */
export const revive = async (env: Env, workspaceId: WorkspaceId, job: Job, now: number): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db
      .insert(outbox)
      .values({ id: job.id, workspaceId, job, createdAt: now })
      .onConflictDoUpdate({ target: outbox.id, set: { sentAt: null, failedAt: null } }),
    db.delete(failedJob).where(and(eq(failedJob.id, job.id), eq(failedJob.workspaceId, workspaceId))),
  ]);
};

/** Deletes done jobs, and failed jobs that were there long enough for everybody to have seen them. */
export const forgetJobs = async (env: Env, doneBefore: number, deadBefore: number): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db.delete(outbox).where(lt(outbox.doneAt, doneBefore)),
    db.delete(outbox).where(lt(outbox.failedAt, deadBefore)),
    db.delete(failedJob).where(lt(failedJob.failedAt, deadBefore)),
  ]);
};
