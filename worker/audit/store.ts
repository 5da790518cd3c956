import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { FIRST_SEAL, type StoredEntry } from '../../shared/audit/seal.ts';
import type { MemberId, WorkspaceId } from '../../shared/ids.ts';
import { type Db, openDb } from '../db.ts';
import { auditEntry, auditIntent } from './table.ts';

export type NewEntry = {
  readonly workspaceId: WorkspaceId;
  readonly memberId: MemberId | null;
  readonly act: string;
  readonly target: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string;
  readonly at: number;
};

const textOf = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/** Writes an act's entry and deletes its intent. */
export const insertEntry = async (env: Env, entry: NewEntry): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db.insert(auditEntry).values({ ...entry, before: textOf(entry.before), after: textOf(entry.after) }),
    db.delete(auditIntent).where(eq(auditIntent.requestId, entry.requestId)),
  ]);
};

/** Stores the intent before an act is done. If its entry is never written, the intent becomes the entry. */
export const intend = async (env: Env, { before: _, ...intent }: NewEntry): Promise<void> => {
  await openDb(env.DB)
    .insert(auditIntent)
    .values({ ...intent, after: textOf(intent.after) })
    .onConflictDoNothing();
};

/** Deletes the intent of an act that was not done. */
export const dropIntent = async (env: Env, requestId: string): Promise<void> => {
  await openDb(env.DB).delete(auditIntent).where(eq(auditIntent.requestId, requestId));
};

/** Intents of acts that began before that time and have no entry. */
export const leftIntents = (env: Env, begunBefore: number, limit: number) =>
  openDb(env.DB)
    .select()
    .from(auditIntent)
    .where(lt(auditIntent.at, begunBefore))
    .orderBy(asc(auditIntent.at))
    .limit(limit)
    .all();

/** Turns an intent into an entry, unless somebody else has done so meanwhile. */
export const writeIntent = async (env: Env, requestId: string, after: unknown): Promise<void> => {
  const db = openDb(env.DB);
  const isThis = eq(auditIntent.requestId, requestId);
  const entry = db
    .select({
      id: sql<number>`NULL`.as('id'),
      workspaceId: auditIntent.workspaceId,
      at: auditIntent.at,
      memberId: auditIntent.memberId,
      act: auditIntent.act,
      target: auditIntent.target,
      before: sql<string | null>`NULL`.as('before'),
      after: sql<string | null>`${textOf(after)}`.as('after'),
      requestId: auditIntent.requestId,
      seal: sql<string | null>`NULL`.as('seal'),
    })
    .from(auditIntent)
    .where(isThis);
  await db.batch([db.insert(auditEntry).select(entry), db.delete(auditIntent).where(isThis)]);
};

const STORED = {
  id: auditEntry.id,
  workspaceId: auditEntry.workspaceId,
  at: auditEntry.at,
  memberId: auditEntry.memberId,
  act: auditEntry.act,
  target: auditEntry.target,
  before: auditEntry.before,
  after: auditEntry.after,
  requestId: auditEntry.requestId,
};

/** The oldest entries that have no seal yet, of all workspaces. */
export const unsealed = (env: Env, limit: number): Promise<StoredEntry[]> =>
  openDb(env.DB)
    .select(STORED)
    .from(auditEntry)
    .where(isNull(auditEntry.seal))
    .orderBy(asc(auditEntry.id))
    .limit(limit)
    .all();

/** Entries and their seals after that id, oldest first. */
export const entriesAfter = (env: Env, id: number, limit: number) =>
  openDb(env.DB)
    .select({ ...STORED, seal: auditEntry.seal })
    .from(auditEntry)
    .where(gt(auditEntry.id, id))
    .orderBy(asc(auditEntry.id))
    .limit(limit)
    .all();

const lastSealOf = (db: Db, workspaceId: WorkspaceId) =>
  db
    .select({ seal: auditEntry.seal })
    .from(auditEntry)
    .where(and(eq(auditEntry.workspaceId, workspaceId), isNotNull(auditEntry.seal)))
    .orderBy(desc(auditEntry.id))
    .limit(1);

export const lastSeal = async (env: Env, workspaceId: string): Promise<string | undefined> =>
  (await lastSealOf(openDb(env.DB), workspaceId as WorkspaceId).get())?.seal ?? undefined;

export type NewSeal = {
  readonly id: number;
  readonly workspaceId: string;
  /** The workspace's last seal, which this one continues. */
  readonly previous: string;
  readonly seal: string;
};

/**
 * Each seal is written only while the previous one is still the workspace's last: if two runs seal at once, one
 * writes nothing. Returns how many were written.
 */
export const writeSeals = async (env: Env, seals: readonly NewSeal[]): Promise<number> => {
  const db = openDb(env.DB);
  const [first, ...rest] = seals.map(({ id, workspaceId, previous, seal }) =>
    db
      .update(auditEntry)
      .set({ seal })
      .where(
        and(
          eq(auditEntry.id, id),
          isNull(auditEntry.seal),
          eq(sql`coalesce((${lastSealOf(db, workspaceId as WorkspaceId)}), ${FIRST_SEAL})`, previous),
        ),
      ),
  );
  if (!first) return 0;
  const results = await db.batch([first, ...rest]);
  return results.reduce((written, { meta }) => written + meta.changes, 0);
};

// D1 binds at most 100 values to a statement.
const IDS_AT_ONCE = 90;

/** The seals of these entries, by entry id; missing entries are left out. */
export const sealsOf = async (env: Env, ids: readonly number[]): Promise<ReadonlyMap<number, string>> => {
  const found = new Map<number, string>();
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const rows = await openDb(env.DB)
      .select({ id: auditEntry.id, seal: auditEntry.seal })
      .from(auditEntry)
      .where(inArray(auditEntry.id, ids.slice(from, from + IDS_AT_ONCE)))
      .all();
    for (const { id, seal } of rows) if (seal !== null) found.set(id, seal);
  }
  return found;
};

export type OwnEntry = Pick<NewEntry, 'workspaceId' | 'at' | 'act' | 'after' | 'requestId'>;

/** Writes an entry for an act of the Worker itself, once per request id. */
export const insertOnce = async (
  env: Env,
  { workspaceId, at, act, after, requestId }: OwnEntry,
): Promise<void> => {
  await openDb(env.DB).run(sql`
    INSERT INTO ${auditEntry} (workspace_id, at, act, after, request_id)
    SELECT ${workspaceId}, ${at}, ${act}, ${textOf(after)}, ${requestId}
    WHERE NOT EXISTS (
      SELECT 1 FROM ${auditEntry} WHERE workspace_id = ${workspaceId} AND request_id = ${requestId}
    )`);
};
