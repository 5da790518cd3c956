import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Role } from '../../shared/endpoint.ts';
import type { MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import { openDb } from '../db.ts';
import { settle } from '../jobs/index.ts';
import { member, session } from '../team/index.ts';

/** The member's current role; undefined if they are not a member. */
export const roleOf = async (
  env: Env,
  workspaceId: WorkspaceId,
  memberId: MemberId,
): Promise<Role | undefined> => {
  const row = await openDb(env.DB)
    .select({ role: member.role })
    .from(member)
    .where(and(eq(member.workspaceId, workspaceId), eq(member.id, memberId), isNull(member.removedAt)))
    .get();
  return row?.role;
};

/** A member's sessions in this workspace: all of them, or only those that have ended. */
export const sessionsOf = async (
  env: Env,
  workspaceId: WorkspaceId,
  memberId: MemberId,
  which: 'all' | 'over',
): Promise<readonly SessionId[]> => {
  const rows = await openDb(env.DB)
    .select({ id: session.id })
    .from(session)
    .where(
      and(
        eq(session.workspaceId, workspaceId),
        eq(session.memberId, memberId),
        which === 'over' ? isNotNull(session.revokedAt) : undefined,
      ),
    )
    .all();
  return rows.map(({ id }) => id);
};

/** Whether this session still belongs to this member in this workspace. */
export const isOpenHere = async (
  env: Env,
  workspaceId: WorkspaceId,
  memberId: MemberId,
  id: SessionId,
): Promise<boolean> => {
  const row = await openDb(env.DB)
    .select({ id: session.id })
    .from(session)
    .where(
      and(
        eq(session.id, id),
        eq(session.workspaceId, workspaceId),
        eq(session.memberId, memberId),
        isNull(session.revokedAt),
      ),
    )
    .get();
  return row !== undefined;
};

export const settleCutOff = async (env: Env, jobId: string, now: number): Promise<void> => {
  await settle(openDb(env.DB), jobId, now);
};
