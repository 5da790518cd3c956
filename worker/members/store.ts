import { and, asc, eq, gt, isNull, max, min, sql } from 'drizzle-orm';
import type { Role } from '../../shared/endpoint.ts';
import {
  MemberId,
  newId,
  type RandomBytes,
  randomTail,
  type SessionId,
  type WorkspaceId,
} from '../../shared/ids.ts';
import type { Person } from '../../shared/members/contract.ts';
import { openDb } from '../db.ts';
import { setupCode } from '../sign-in/table.ts';
import { member, session, user } from '../team/table.ts';

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

export const personOf = (
  env: Env,
  workspaceId: WorkspaceId,
  id: MemberId,
  now: number,
): Promise<Person | undefined> => people(env, workspaceId, now, id).get();

/** Not the last owner: judged where it is written, so that two who act at once cannot leave a workspace without one. */
const isSpared = (id: MemberId) =>
  sql`(${member.role} <> 'owner' or exists (select 1 from ${member} as other where other.workspace_id =
    ${member.workspaceId} and other.role = 'owner' and other.removed_at is null and other.id <> ${id}))`;

export type NewMember = {
  readonly workspaceId: WorkspaceId;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly now: number;
};

/**
 * Makes a member, or makes somebody one again who was removed. Undefined: they are one already. That a person is known
 * from another workspace shows nowhere.
 */
export const addMember = async (
  env: Env,
  random: RandomBytes,
  { workspaceId, email, name, role, now }: NewMember,
): Promise<MemberId | undefined> => {
  const db = openDb(env.DB);
  const userId = sql<string>`(select ${user.id} from ${user} where ${user.email} = ${email})`;
  const id = newId(MemberId, 'mem', random);
  const [, added, back] = await db.batch([
    db
      .insert(user)
      .values({ id: `user_${randomTail(random)}`, email, createdAt: now })
      .onConflictDoNothing(),
    db
      .insert(member)
      .values({ id, workspaceId, userId, role, name, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: member.id }),
    db
      .update(member)
      .set({ removedAt: null, role, name, createdAt: now })
      .where(
        and(
          eq(member.workspaceId, workspaceId),
          eq(member.userId, userId),
          sql`${member.removedAt} is not null`,
        ),
      )
      .returning({ id: member.id }),
  ]);
  return added[0]?.id ?? back[0]?.id;
};

/** Keeps the hash of a new code; every code before it stops working. */
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

/** False when it would leave the workspace without an owner. */
export const setRole = async (
  env: Env,
  workspaceId: WorkspaceId,
  id: MemberId,
  role: Role,
): Promise<boolean> => {
  const changed = await openDb(env.DB)
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
  return changed.length > 0;
};

/** Ends a membership with its sessions and codes, all or nothing. False when a workspace would be left without an owner. */
export const endMembership = async (
  env: Env,
  workspaceId: WorkspaceId,
  id: MemberId,
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
  ]);
  return ended.length > 0;
};

/** Sessions of a member that may still have a socket open. */
export const sessionsOf = async (
  env: Env,
  workspaceId: WorkspaceId,
  id: MemberId,
  now: number,
): Promise<SessionId[]> => {
  const rows = await openDb(env.DB)
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.workspaceId, workspaceId), eq(session.memberId, id), gt(session.expiresAt, now)))
    .all();
  return rows.map(each => each.id);
};
