import { and, asc, eq, gt, isNotNull, isNull, max, min, sql } from 'drizzle-orm';
import type { Role } from '../../shared/endpoint.ts';
import type { MemberId, WorkspaceId } from '../../shared/ids.ts';
import type { Person } from '../../shared/members/contract.ts';
import type { TeamMember } from '../../shared/members/team-contract.ts';
import type { CutOff } from '../cut-off/index.ts';
import { openDb } from '../db.ts';
import { owe } from '../jobs/index.ts';
import { setupCode } from '../sign-in/index.ts';
import { member, session, user } from '../team/index.ts';

const people = (env: Env, workspaceId: WorkspaceId, now: number, only?: MemberId) =>
  openDb(env.DB)
    .select({
      id: member.id,
      name: member.name,
      email: user.email,
      role: member.role,
      joinedAt: min(session.createdAt),
      lastSeenAt: max(session.lastSeenAt),
      codeUntil: sql<number | null>`(select max(${setupCode.expiresAt}) from ${setupCode} where
        ${setupCode.memberId} = ${member.id} and ${setupCode.usedAt} is null and ${setupCode.expiresAt} > ${now})`,
    })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .leftJoin(session, eq(session.memberId, member.id))
    .where(
      and(
        eq(member.workspaceId, workspaceId),
        isNull(member.removedAt),
        only === undefined ? undefined : eq(member.id, only),
      ),
    )
    .groupBy(member.id)
    .orderBy(asc(member.name), asc(member.id));

export const peopleOf = (env: Env, workspaceId: WorkspaceId, now: number): Promise<Person[]> =>
  people(env, workspaceId, now).all();

/** The present members. */
export const teamOf = (env: Env, workspaceId: WorkspaceId): Promise<TeamMember[]> =>
  openDb(env.DB)
    .select({ id: member.id, name: member.name, role: member.role })
    .from(member)
    .where(and(eq(member.workspaceId, workspaceId), isNull(member.removedAt)))
    .orderBy(asc(member.name), asc(member.id))
    .all();

/** The names of all members, present and former. */
export const namesOf = async (env: Env, workspaceId: WorkspaceId): Promise<ReadonlyMap<MemberId, string>> => {
  const rows = await openDb(env.DB)
    .select({ id: member.id, name: member.name })
    .from(member)
    .where(eq(member.workspaceId, workspaceId))
    .all();
  return new Map(rows.map(({ id, name }) => [id, name]));
};

export const personOf = (
  env: Env,
  workspaceId: WorkspaceId,
  id: MemberId,
  now: number,
): Promise<Person | undefined> => people(env, workspaceId, now, id).get();

/** Not the last owner. Checked in the write itself, so that two simultaneous changes cannot remove every owner. */
const isSpared = (id: MemberId) =>
  sql`(${member.role} <> 'owner' or exists (select 1 from ${member} as other where other.workspace_id =
    ${member.workspaceId} and other.role = 'owner' and other.removed_at is null and other.id <> ${id}))`;

/** Stores the hash of a new code; earlier codes stop working. */
export const replaceCode = async (
  env: Env,
  id: MemberId,
  codeHash: string,
  madeBy: MemberId,
  now: number,
  expiresAt: number,
): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db
      .update(setupCode)
      .set({ expiresAt: now })
      .where(and(eq(setupCode.memberId, id), isNull(setupCode.usedAt), gt(setupCode.expiresAt, now))),
    db.insert(setupCode).values({ codeHash, memberId: id, madeBy, createdAt: now, expiresAt }),
  ]);
};

/** False if it would leave the workspace without an owner. */
export const setRole = async (
  env: Env,
  workspaceId: WorkspaceId,
  id: MemberId,
  role: Role,
  owed: CutOff | undefined,
  now: number,
): Promise<boolean> => {
  const db = openDb(env.DB);
  const set = db
    .update(member)
    .set({ role })
    .where(
      and(
        eq(member.workspaceId, workspaceId),
        eq(member.id, id),
        isNull(member.removedAt),
        role === 'owner' ? undefined : isSpared(id),
      ),
    )
    .returning({ id: member.id });
  const changed = owed ? (await db.batch([set, owe(db, workspaceId, owed, now)]))[0] : await set;
  return changed.length > 0;
};

/** Ends a membership, its sessions and codes, and queues the cut-off: all or nothing. False for the last owner. */
export const endMembership = async (
  env: Env,
  workspaceId: WorkspaceId,
  id: MemberId,
  owed: CutOff,
  now: number,
): Promise<boolean> => {
  const db = openDb(env.DB);
  const isEnded = sql`exists (select 1 from ${member} where ${member.id} = ${id}
    and ${member.workspaceId} = ${workspaceId} and ${member.removedAt} is not null)`;
  const [ended] = await db.batch([
    db
      .update(member)
      .set({ removedAt: now })
      .where(
        and(eq(member.workspaceId, workspaceId), eq(member.id, id), isNull(member.removedAt), isSpared(id)),
      )
      .returning({ id: member.id }),
    db
      .update(session)
      .set({ revokedAt: now })
      .where(and(eq(session.memberId, id), isNull(session.revokedAt), isEnded)),
    db
      .update(setupCode)
      .set({ expiresAt: now })
      .where(
        and(eq(setupCode.memberId, id), isNull(setupCode.usedAt), gt(setupCode.expiresAt, now), isEnded),
      ),
    owe(db, workspaceId, owed, now),
  ]);
  return ended.length > 0;
};

/** Whether this is a former member. */
export const wasMember = async (env: Env, workspaceId: WorkspaceId, id: MemberId): Promise<boolean> => {
  const row = await openDb(env.DB)
    .select({ id: member.id })
    .from(member)
    .where(and(eq(member.workspaceId, workspaceId), eq(member.id, id), isNotNull(member.removedAt)))
    .get();
  return row !== undefined;
};
