import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { MemberId, OrganizationId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import type { WorkspaceSummary } from '../../shared/team/contract.ts';
import type { CutOff } from '../cut-off/index.ts';
import { openDb } from '../db.ts';
import { owe } from '../jobs/index.ts';
import { member, session } from '../team/index.ts';
import { organization, workspace } from '../workspace/index.ts';

export type Membership = Omit<WorkspaceSummary, 'isThis'> & {
  readonly memberId: MemberId;
  readonly isUnconfirmed: boolean;
};

/** The workspaces a person is a member of, by name. */
export const membershipsOf = (env: Env, userId: string): Promise<Membership[]> =>
  openDb(env.DB)
    .select({
      id: workspace.id,
      name: workspace.name,
      organization: organization.name,
      role: member.role,
      memberId: member.id,
      isUnconfirmed: member.isUnconfirmed,
    })
    .from(member)
    .innerJoin(workspace, eq(workspace.id, member.workspaceId))
    .innerJoin(organization, eq(organization.id, workspace.organizationId))
    .where(and(eq(member.userId, userId), isNull(member.removedAt)))
    .orderBy(asc(sql`lower(${workspace.name})`), asc(workspace.id))
    .all();

/** The membership a person used last, confirmed ones first; the oldest if none has been used yet. */
export const lastMembershipOf = async (env: Env, userId: string): Promise<MemberId | undefined> => {
  const lastSeen = sql`(select max(${session.lastSeenAt}) from ${session} where ${session.memberId} = ${member.id})`;
  const row = await openDb(env.DB)
    .select({ id: member.id })
    .from(member)
    .where(and(eq(member.userId, userId), isNull(member.removedAt)))
    .orderBy(asc(member.isUnconfirmed), sql`${lastSeen} desc nulls last`, asc(member.createdAt))
    .get();
  return row?.id;
};

/** Moves a session to another membership of its person and queues closing its sockets in the old workspace. */
export const moveSession = async (
  env: Env,
  id: SessionId,
  to: MemberId,
  owed: CutOff,
  now: number,
): Promise<boolean> => {
  const db = openDb(env.DB);
  const isMember = sql`exists (select 1 from ${member} where ${member.id} = ${to} and ${member.removedAt} is null)`;
  const [moved] = await db.batch([
    db
      .update(session)
      .set({
        memberId: to,
        workspaceId: sql`(select ${member.workspaceId} from ${member} where ${member.id} = ${to})`,
      })
      .where(and(eq(session.id, id), isNull(session.revokedAt), isMember))
      .returning({ id: session.id }),
    owe(db, owed.workspaceId, owed, now),
  ]);
  return moved.length > 0;
};

export type NewWorkspace = {
  readonly id: WorkspaceId;
  readonly organizationId: OrganizationId;
  readonly name: string;
  readonly country: string;
  readonly webhookKey: string;
  /** `of`: the person's membership whose name is kept. */
  readonly owner: {
    readonly memberId: MemberId;
    readonly userId: string;
    readonly of: MemberId;
    readonly isUnconfirmed: boolean;
  };
  readonly now: number;
};

/** How many workspaces an organization has, and whether one of them has this name. */
export const workspacesOf = async (env: Env, organizationId: OrganizationId): Promise<readonly string[]> => {
  const rows = await openDb(env.DB)
    .select({ name: workspace.name })
    .from(workspace)
    .where(eq(workspace.organizationId, organizationId))
    .all();
  return rows.map(({ name }) => name);
};

/** Creates a workspace together with its owner. */
export const addWorkspace = async (env: Env, wanted: NewWorkspace): Promise<void> => {
  const db = openDb(env.DB);
  const { id, organizationId, name, country, webhookKey, owner, now } = wanted;
  await db.batch([
    db.insert(workspace).values({ id, organizationId, name, country, webhookKey, createdAt: now }),
    db.insert(member).values({
      id: owner.memberId,
      workspaceId: id,
      userId: owner.userId,
      role: 'owner',
      name: sql`(select name from ${member} where id = ${owner.of})`,
      isUnconfirmed: owner.isUnconfirmed,
      createdAt: now,
    }),
  ]);
};
