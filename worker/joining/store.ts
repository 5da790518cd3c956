/** How an invitation becomes a membership: by its code, or by the person it is for. */
import { and, asc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Role } from '../../shared/endpoint.ts';
import type { MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import type { Invited } from '../../shared/team/contract.ts';
import type { CutOff } from '../cut-off/index.ts';
import { type Db, openDb } from '../db.ts';
import { invitation, isOpen, isUsable } from '../invitations/index.ts';
import { owe } from '../jobs/index.ts';
import { member, type NewSession, session, sessionRow, user } from '../team/index.ts';
import { organization, workspace } from '../workspace/index.ts';

/** The membership of an accepted invitation: a new one, or the one the person was removed from. */
const becomeMember = (db: Db, id: MemberId, accepted: SQL | undefined, now: number, isUnconfirmed: boolean) =>
  db
    .insert(member)
    .select(
      db
        .select({
          id: sql<MemberId>`${id}`.as('id'),
          workspaceId: invitation.workspaceId,
          userId: user.id,
          role: invitation.role,
          name: invitation.name,
          isUnconfirmed: sql<boolean>`${isUnconfirmed ? 1 : 0}`.as('is_unconfirmed'),
          createdAt: sql<number>`${now}`.as('created_at'),
          removedAt: sql<number | null>`null`.as('removed_at'),
        })
        .from(invitation)
        .innerJoin(user, eq(user.email, invitation.email))
        .where(accepted),
    )
    .onConflictDoUpdate({
      target: [member.workspaceId, member.userId],
      set: {
        role: sql`excluded.role`,
        name: sql`excluded.name`,
        isUnconfirmed: sql`excluded.is_unconfirmed`,
        createdAt: now,
        removedAt: null,
      },
      setWhere: isNotNull(member.removedAt),
    });

type Wanted = {
  readonly codeHash: string;
  readonly session: NewSession;
  readonly ids: { readonly memberId: MemberId; readonly userId: string };
};

/**
 * Uses up an invitation's code: its holder becomes the member, in a session that is valid for this membership alone.
 * That does not prove that the holder is the invited person, because owners and admins have seen the code.
 */
export const redeemInvitation = async (
  env: Env,
  { codeHash, session: wanted, ids }: Wanted,
): Promise<MemberId | undefined> => {
  const db = openDb(env.DB);
  const { id, now } = wanted;
  const accepted = eq(invitation.sessionId, id);
  const [, , , opened] = await db.batch([
    db
      .update(invitation)
      .set({ outcome: 'accepted', endedAt: now, sessionId: id })
      .where(and(eq(invitation.codeHash, codeHash), isUsable(db, now))),
    db
      .insert(user)
      .select(
        db
          .select({
            id: sql<string>`${ids.userId}`.as('id'),
            email: invitation.email,
            createdAt: sql<number>`${now}`.as('created_at'),
          })
          .from(invitation)
          .where(accepted),
      )
      .onConflictDoNothing(),
    becomeMember(db, ids.memberId, accepted, now, true),
    db
      .insert(session)
      .select(
        db
          .select(sessionRow(wanted, sql`1`))
          .from(invitation)
          .innerJoin(user, eq(user.email, invitation.email))
          .innerJoin(member, and(eq(member.userId, user.id), eq(member.workspaceId, invitation.workspaceId)))
          .where(and(accepted, isNull(member.removedAt))),
      )
      .returning({ memberId: session.memberId }),
  ]);
  return opened[0]?.memberId;
};

/** The session that this same browser opened with this code, if it did not receive the answer. */
export const sessionOfInvitation = (
  env: Env,
  codeHash: string,
  { access, renewal, publicKey }: NewSession['keys'],
): Promise<{ id: SessionId; memberId: MemberId; expiresAt: number } | undefined> =>
  openDb(env.DB)
    .select({ id: session.id, memberId: session.memberId, expiresAt: session.expiresAt })
    .from(invitation)
    .innerJoin(session, eq(session.id, invitation.sessionId))
    .where(
      and(
        eq(invitation.codeHash, codeHash),
        eq(session.tokenHash, access),
        eq(session.renewalHash, renewal),
        eq(session.publicKey, publicKey),
        isNull(session.revokedAt),
      ),
    )
    .get();

/** The person and the workspace an invitation's code is for. */
export const lookAtInvitation = (
  env: Env,
  codeHash: string,
  now: number,
): Promise<{ name: string; email: string; role: Role; workspace: string } | undefined> => {
  const db = openDb(env.DB);
  return db
    .select({
      name: invitation.name,
      email: invitation.email,
      role: invitation.role,
      workspace: workspace.name,
    })
    .from(invitation)
    .innerJoin(workspace, eq(workspace.id, invitation.workspaceId))
    .where(and(eq(invitation.codeHash, codeHash), isUsable(db, now)))
    .get();
};

const emailOf = (userId: string) => sql`(select ${user.email} from ${user} where ${user.id} = ${userId})`;
const where = { id: workspace.id, name: workspace.name, organization: organization.name };

/** What a person can accept or decline: open invitations, and memberships joined in their name with a setup code. */
export const invitedTo = async (env: Env, userId: string, now: number): Promise<readonly Invited[]> => {
  const db = openDb(env.DB);
  // Not one batch: D1 merges columns of the same name from two tables in batch results.
  const [open, joined] = await Promise.all([
    db
      .select({ ...where, role: invitation.role, until: sql<number | null>`${invitation.expiresAt}` })
      .from(invitation)
      .innerJoin(workspace, eq(workspace.id, invitation.workspaceId))
      .innerJoin(organization, eq(organization.id, workspace.organizationId))
      .where(and(eq(invitation.email, emailOf(userId)), isOpen(now)))
      .orderBy(asc(workspace.name))
      .all(),
    db
      .select({ ...where, role: member.role, until: sql<number | null>`null` })
      .from(member)
      .innerJoin(workspace, eq(workspace.id, member.workspaceId))
      .innerJoin(organization, eq(organization.id, workspace.organizationId))
      .where(and(eq(member.userId, userId), isNull(member.removedAt), eq(member.isUnconfirmed, true)))
      .orderBy(asc(workspace.name))
      .all(),
  ]);
  return [...open, ...joined];
};

export type Accepting = {
  readonly workspaceId: WorkspaceId;
  readonly userId: string;
  readonly sessionId: SessionId;
  readonly memberId: MemberId;
  readonly now: number;
};

/** Accepts an invitation in a session of the person's own. Undefined if they have no invitation. */
export const acceptInvitation = async (
  env: Env,
  { workspaceId, userId, sessionId, memberId, now }: Accepting,
): Promise<MemberId | undefined> => {
  const db = openDb(env.DB);
  const here = and(eq(invitation.workspaceId, workspaceId), eq(invitation.email, emailOf(userId)));
  const isTheirs = and(
    eq(member.workspaceId, workspaceId),
    eq(member.userId, userId),
    isNull(member.removedAt),
  );
  const [accepted, , confirmed] = await db.batch([
    db
      .update(invitation)
      .set({ outcome: 'accepted', endedAt: now, sessionId })
      .where(and(here, isOpen(now)))
      .returning({ id: invitation.id }),
    becomeMember(
      db,
      memberId,
      and(here, eq(invitation.sessionId, sessionId), eq(invitation.endedAt, now)),
      now,
      false,
    ),
    db
      .update(member)
      .set({ isUnconfirmed: false })
      .where(and(isTheirs, eq(member.isUnconfirmed, true)))
      .returning({ id: member.id }),
  ]);
  if (accepted.length === 0 && confirmed.length === 0) return undefined;
  return (await db.select({ id: member.id }).from(member).where(isTheirs).get())?.id;
};

/** Declines an invitation and ends the membership its code may have opened. False if they have no invitation. */
export const declineInvitation = async (
  env: Env,
  { workspaceId, userId, now }: Pick<Accepting, 'workspaceId' | 'userId' | 'now'>,
  owedBy: (memberId: MemberId) => CutOff,
): Promise<CutOff | boolean> => {
  const db = openDb(env.DB);
  const isTheirs = and(
    eq(member.workspaceId, workspaceId),
    eq(member.userId, userId),
    isNull(member.removedAt),
    eq(member.isUnconfirmed, true),
  );
  const theirs = await db.select({ id: member.id }).from(member).where(isTheirs).get();
  const declined = db
    .update(invitation)
    .set({ outcome: 'declined', endedAt: now })
    .where(and(eq(invitation.workspaceId, workspaceId), eq(invitation.email, emailOf(userId)), isOpen(now)))
    .returning({ id: invitation.id });
  if (!theirs) return (await declined).length > 0;
  const owed = owedBy(theirs.id);
  await db.batch([
    declined,
    db.update(member).set({ removedAt: now }).where(isTheirs),
    db
      .update(session)
      .set({ revokedAt: now })
      .where(
        and(eq(session.workspaceId, workspaceId), eq(session.memberId, theirs.id), isNull(session.revokedAt)),
      ),
    owe(db, workspaceId, owed, now),
  ]);
  return owed;
};
