import { and, desc, eq, gte, lt, lte, sql } from 'drizzle-orm';
import { alias, type SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { auditLog } from '../../shared/audit/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import type { WorkspaceId } from '../../shared/ids.ts';
import { auditEntry } from '../audit/index.ts';
import { call } from '../calls/index.ts';
import { contact } from '../contacts/index.ts';
import { openDb } from '../db.ts';
import { invitation } from '../invitations/index.ts';
import { member } from '../team/index.ts';
import { workspace } from '../workspace/index.ts';

type Filter = RequestOf<typeof auditLog>;

const whereOf = (workspaceId: WorkspaceId, { before, act, memberId, since, until }: Filter) =>
  and(
    eq(auditEntry.workspaceId, workspaceId),
    before === undefined ? undefined : lt(auditEntry.id, before),
    act === undefined ? undefined : sql`substr(${auditEntry.act}, 1, ${act.length}) = ${act}`,
    memberId === undefined ? undefined : eq(auditEntry.memberId, memberId),
    since === undefined ? undefined : gte(auditEntry.at, since),
    until === undefined ? undefined : lte(auditEntry.at, until),
  );

const target = alias(member, 'target');

type Named = { readonly id: SQLiteColumn; readonly workspaceId: SQLiteColumn };

/** What an act was done to, if it is of this kind. */
const isTarget = ({ id, workspaceId }: Named) =>
  and(eq(id, auditEntry.target), eq(workspaceId, auditEntry.workspaceId));

/** A workspace's entries, newest first; one more than requested if there are more. */
export const entriesOf = (env: Env, workspaceId: WorkspaceId, filter: Filter) =>
  openDb(env.DB)
    .select({
      id: auditEntry.id,
      at: auditEntry.at,
      memberId: auditEntry.memberId,
      memberName: member.name,
      act: auditEntry.act,
      target: auditEntry.target,
      targetName: sql<
        string | null
      >`coalesce(${target.name}, ${contact.name}, ${call.contactName}, ${call.to}, ${invitation.name}, ${workspace.name})`,
      before: auditEntry.before,
      after: auditEntry.after,
      requestId: auditEntry.requestId,
      seal: auditEntry.seal,
    })
    .from(auditEntry)
    .leftJoin(member, eq(member.id, auditEntry.memberId))
    .leftJoin(target, isTarget(target))
    .leftJoin(contact, isTarget(contact))
    .leftJoin(call, isTarget(call))
    .leftJoin(invitation, isTarget(invitation))
    .leftJoin(workspace, isTarget({ id: workspace.id, workspaceId: workspace.id }))
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
