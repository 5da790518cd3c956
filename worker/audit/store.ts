import { and, asc, desc, eq, gte, isNotNull, isNull, like, lt, lte } from 'drizzle-orm';
import type { auditLog } from '../../shared/audit/contract.ts';
import type { KeptEntry } from '../../shared/audit/seal.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import type { MemberId, WorkspaceId } from '../../shared/ids.ts';
import { openDb } from '../db.ts';
import { member } from '../team/table.ts';
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

/** Writes an act down; that it was about to be done goes with it. */
export const insertEntry = async (env: Env, entry: NewEntry): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db.insert(auditEntry).values({ ...entry, before: textOf(entry.before), after: textOf(entry.after) }),
    db.delete(auditIntent).where(eq(auditIntent.requestId, entry.requestId)),
  ]);
};

/** Before an act is done: should nobody live to write its entry, this becomes one. */
export const intend = async (env: Env, { before: _, ...intent }: NewEntry): Promise<void> => {
  await openDb(env.DB)
    .insert(auditIntent)
    .values({ ...intent, after: textOf(intent.after) })
    .onConflictDoNothing();
};

/** It was not done. */
export const dropIntent = async (env: Env, requestId: string): Promise<void> => {
  await openDb(env.DB).delete(auditIntent).where(eq(auditIntent.requestId, requestId));
};

/** Acts that began that long ago and that nobody wrote down. */
export const leftIntents = (env: Env, begunBefore: number, limit: number) =>
  openDb(env.DB)
    .select()
    .from(auditIntent)
    .where(lt(auditIntent.at, begunBefore))
    .orderBy(asc(auditIntent.at))
    .limit(limit)
    .all();

/** The oldest entries that have no seal yet, whosever they are. */
export const unsealed = (env: Env, limit: number): Promise<KeptEntry[]> =>
  openDb(env.DB)
    .select({
      id: auditEntry.id,
      workspaceId: auditEntry.workspaceId,
      at: auditEntry.at,
      memberId: auditEntry.memberId,
      act: auditEntry.act,
      target: auditEntry.target,
      before: auditEntry.before,
      after: auditEntry.after,
      requestId: auditEntry.requestId,
    })
    .from(auditEntry)
    .where(isNull(auditEntry.seal))
    .orderBy(asc(auditEntry.id))
    .limit(limit)
    .all();

export const lastSeal = async (env: Env, workspaceId: string): Promise<string | undefined> => {
  const row = await openDb(env.DB)
    .select({ seal: auditEntry.seal })
    .from(auditEntry)
    .where(and(eq(auditEntry.workspaceId, workspaceId as WorkspaceId), isNotNull(auditEntry.seal)))
    .orderBy(desc(auditEntry.id))
    .limit(1)
    .get();
  return row?.seal ?? undefined;
};

/** Two who seal at once write the same: a seal follows from what is there. */
export const writeSeals = async (
  env: Env,
  seals: readonly { readonly id: number; readonly seal: string }[],
): Promise<void> => {
  const db = openDb(env.DB);
  const [first, ...rest] = seals.map(({ id, seal }) =>
    db
      .update(auditEntry)
      .set({ seal })
      .where(and(eq(auditEntry.id, id), isNull(auditEntry.seal))),
  );
  if (first) await db.batch([first, ...rest]);
};

type Filter = RequestOf<typeof auditLog>;

const whereOf = (workspaceId: WorkspaceId, { before, act, memberId, since, until }: Filter) =>
  and(
    eq(auditEntry.workspaceId, workspaceId),
    before === undefined ? undefined : lt(auditEntry.id, before),
    act === undefined ? undefined : like(auditEntry.act, `${act.replaceAll(/[%_]/g, '')}%`),
    memberId === undefined ? undefined : eq(auditEntry.memberId, memberId),
    since === undefined ? undefined : gte(auditEntry.at, since),
    until === undefined ? undefined : lte(auditEntry.at, until),
  );

/** A workspace's entries, the newest first, one more than asked for where there are more. */
export const entriesOf = (env: Env, workspaceId: WorkspaceId, filter: Filter) =>
  openDb(env.DB)
    .select({
      id: auditEntry.id,
      at: auditEntry.at,
      memberId: auditEntry.memberId,
      memberName: member.name,
      act: auditEntry.act,
      target: auditEntry.target,
      before: auditEntry.before,
      after: auditEntry.after,
      requestId: auditEntry.requestId,
      seal: auditEntry.seal,
    })
    .from(auditEntry)
    .leftJoin(member, eq(member.id, auditEntry.memberId))
    .where(whereOf(workspaceId, filter))
    .orderBy(desc(auditEntry.id))
    .limit(filter.limit + 1)
    .all();

export const membersOf = (env: Env, workspaceId: WorkspaceId) =>
  openDb(env.DB)
    .select({ id: member.id, name: member.name })
    .from(member)
    .where(eq(member.workspaceId, workspaceId))
    .orderBy(member.name)
    .all();

export const actsOf = async (env: Env, workspaceId: WorkspaceId): Promise<string[]> => {
  const rows = await openDb(env.DB)
    .selectDistinct({ act: auditEntry.act })
    .from(auditEntry)
    .where(eq(auditEntry.workspaceId, workspaceId))
    .orderBy(auditEntry.act)
    .all();
  return rows.map(({ act }) => act);
};
