/** Invitations as owners and admins see them. */
import { and, asc, eq, gt, inArray, isNull, lt, ne, notExists, or, sql } from 'drizzle-orm';
import type { InvitationId, MemberId, WorkspaceId } from '../../shared/ids.ts';
import type { Invitation } from '../../shared/members/contract.ts';
import { type Db, openDb } from '../db.ts';
import { member, user } from '../team/index.ts';
import { invitation } from './table.ts';

type NewInvitation = Omit<typeof invitation.$inferInsert, 'outcome' | 'endedAt' | 'sessionId'>;

const invitations = (env: Env, workspaceId: WorkspaceId, now: number, only?: InvitationId) =>
  openDb(env.DB)
    .select({
      id: invitation.id,
      email: invitation.email,
      name: invitation.name,
      role: invitation.role,
      invitedBy: sql<string>`coalesce((select ${member.name} from ${member} where ${member.id} = ${invitation.madeBy}), '')`,
      sentAt: invitation.sentAt,
      expiresAt: invitation.expiresAt,
      state: sql<Invitation['state']>`case when ${invitation.outcome} = 'declined' then 'declined'
        when ${invitation.expiresAt} <= ${now} then 'expired' else 'open' end`,
    })
    .from(invitation)
    .where(
      and(
        eq(invitation.workspaceId, workspaceId),
        or(isNull(invitation.outcome), ne(invitation.outcome, 'accepted')),
        only === undefined ? undefined : eq(invitation.id, only),
      ),
    )
    .orderBy(asc(invitation.name), asc(invitation.id));

/** The invitations that were not accepted. */
export const invitationsOf = (env: Env, workspaceId: WorkspaceId, now: number): Promise<Invitation[]> =>
  invitations(env, workspaceId, now).all();

export const invitationOf = (
  env: Env,
  workspaceId: WorkspaceId,
  id: InvitationId,
  now: number,
): Promise<Invitation | undefined> => invitations(env, workspaceId, now, id).get();

/**
 * Stores an invitation, replacing one that ended or expired. It does not reveal whether the person is known from
 * another workspace.
 */
export const addInvitation = async (
  env: Env,
  row: NewInvitation,
): Promise<'added' | 'already_member' | 'already_invited'> => {
  const db = openDb(env.DB);
  const { id, ...again } = row;
  const isMember = await db
    .select({ id: member.id })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.workspaceId, row.workspaceId), eq(user.email, row.email), isNull(member.removedAt)))
    .get();
  if (isMember) return 'already_member';
  const added = await db
    .insert(invitation)
    .values(row)
    .onConflictDoUpdate({
      target: [invitation.workspaceId, invitation.email],
      set: { ...again, id, outcome: null, endedAt: null, sessionId: null },
      setWhere: or(
        inArray(invitation.outcome, ['accepted', 'declined']),
        sql`${invitation.expiresAt} <= ${row.sentAt}`,
      ),
    })
    .returning({ id: invitation.id });
  return added.length > 0 ? 'added' : 'already_invited';
};

/**
 * A new code for an invitation that was not accepted, even if it expired or was declined; earlier codes stop working.
 * False if there is none.
 */
export const renewInvitation = async (
  env: Env,
  workspaceId: WorkspaceId,
  id: InvitationId,
  next: { codeHash: string; madeBy: MemberId; sentAt: number; expiresAt: number },
): Promise<boolean> => {
  const renewed = await openDb(env.DB)
    .update(invitation)
    .set({ ...next, outcome: null, endedAt: null })
    .where(
      and(
        eq(invitation.workspaceId, workspaceId),
        eq(invitation.id, id),
        or(isNull(invitation.outcome), eq(invitation.outcome, 'declined')),
      ),
    )
    .returning({ id: invitation.id });
  return renewed.length > 0;
};

/** Withdraws an invitation: its code stops working. False if it was accepted meanwhile. */
export const dropInvitation = async (
  env: Env,
  workspaceId: WorkspaceId,
  id: InvitationId,
): Promise<boolean> => {
  const dropped = await openDb(env.DB)
    .delete(invitation)
    .where(
      and(
        eq(invitation.workspaceId, workspaceId),
        eq(invitation.id, id),
        or(isNull(invitation.outcome), ne(invitation.outcome, 'accepted')),
      ),
    )
    .returning({ id: invitation.id });
  return dropped.length > 0;
};

/** Deletes invitations that ended or lapsed before that time. */
export const forgetInvitations = async (env: Env, before: number): Promise<void> => {
  await openDb(env.DB)
    .delete(invitation)
    .where(or(lt(invitation.endedAt, before), lt(invitation.expiresAt, before)));
};

/** Open and not expired. */
export const isOpen = (now: number) => and(isNull(invitation.outcome), gt(invitation.expiresAt, now));

/**
 * An invitation whose code still makes somebody a member. For a person who already is a member, the code does not
 * work: others have seen it, and it must not open a session with that member's present role.
 */
export const isUsable = (db: Db, now: number) =>
  and(
    isOpen(now),
    notExists(
      db
        .select({ one: sql`1` })
        .from(member)
        .innerJoin(user, eq(user.id, member.userId))
        .where(
          and(
            eq(member.workspaceId, invitation.workspaceId),
            eq(user.email, invitation.email),
            isNull(member.removedAt),
          ),
        ),
    ),
  );
