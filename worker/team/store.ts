import { and, desc, eq, gt, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import type { SessionKeys } from '../../shared/sign-in/contract.ts';
import type { Me } from '../../shared/team/contract.ts';
import type { Principal } from '../context.ts';
import { openDb, preparedOnce } from '../db.ts';
import { type Job, owe } from '../jobs/index.ts';
import { workspace } from '../workspace/index.ts';
import { grantsOf } from './grants.ts';
import { meFrom } from './me-from.ts';
import { member, session, user } from './table.ts';

export type NewSession = {
  readonly id: SessionId;
  readonly keys: SessionKeys;
  readonly device: string;
  readonly now: number;
  readonly tokenUntil: number;
  readonly expiresAt: number;
};

/** A session's row for the member a query finds, for the transaction that signs them in. */
export const sessionRow = (
  { id, keys, device, now, tokenUntil, expiresAt }: NewSession,
  isBound: SQL<boolean>,
) => ({
  id: sql<SessionId>`${id}`.as('id'),
  memberId: member.id,
  workspaceId: member.workspaceId,
  tokenHash: sql<string>`${keys.access}`.as('token_hash'),
  tokenUntil: sql<number>`${tokenUntil}`.as('token_until'),
  renewalHash: sql<string>`${keys.renewal}`.as('renewal_hash'),
  previousRenewalHash: sql<string | null>`null`.as('previous_renewal_hash'),
  publicKey: sql<string>`${keys.publicKey}`.as('public_key'),
  isBound: isBound.as('is_bound'),
  device: sql<string>`${device}`.as('device'),
  steppedUpAt: sql<number>`${now}`.as('proved_at'),
  createdAt: sql<number>`${now}`.as('created_at'),
  lastSeenAt: sql<number>`${now}`.as('last_seen_at'),
  expiresAt: sql<number>`${expiresAt}`.as('expires_at'),
  revokedAt: sql<number | null>`null`.as('revoked_at'),
});

/** Opens a session; undefined if the member was removed. */
export const addSession = async (
  env: Env,
  memberId: MemberId,
  wanted: NewSession,
  isBound: boolean,
): Promise<SessionId | undefined> => {
  const db = openDb(env.DB);
  const opening = db
    .insert(session)
    .select(
      db
        .select(sessionRow(wanted, sql`${isBound ? 1 : 0}`))
        .from(member)
        .where(and(eq(member.id, memberId), isNull(member.removedAt))),
    )
    .returning({ id: session.id });
  if (isBound) return (await opening)[0]?.id;
  // The person signed in themselves, which confirms the membership.
  const confirming = db.update(member).set({ isUnconfirmed: false }).where(eq(member.id, memberId));
  return (await db.batch([opening, confirming]))[0][0]?.id;
};

export type LiveSession = Principal & { readonly lastSeenAt: number };

const sessionWithHash = preparedOnce(db =>
  db
    .select({
      sessionId: session.id,
      memberId: member.id,
      userId: member.userId,
      name: member.name,
      email: user.email,
      workspaceId: member.workspaceId,
      workspace,
      role: member.role,
      isBound: session.isBound,
      steppedUpAt: session.steppedUpAt,
      lastSeenAt: session.lastSeenAt,
    })
    .from(session)
    .innerJoin(member, eq(member.id, session.memberId))
    .innerJoin(user, eq(user.id, member.userId))
    .innerJoin(workspace, eq(workspace.id, member.workspaceId))
    .where(
      and(
        eq(session.tokenHash, sql.placeholder('tokenHash')),
        isNull(session.revokedAt),
        isNull(member.removedAt),
        gt(session.tokenUntil, sql.placeholder('now')),
        gt(session.expiresAt, sql.placeholder('now')),
        gt(session.lastSeenAt, sql.placeholder('idleSince')),
      ),
    )
    .prepare(),
);

export const sessionByTokenHash = async (
  env: Env,
  tokenHash: string,
  now: number,
  idleLimitMs: number,
): Promise<LiveSession | undefined> => {
  const row = await sessionWithHash(env.DB).get({ tokenHash, now, idleSince: now - idleLimitMs });
  return row && { ...row, grants: grantsOf(row.workspace) };
};

/** The session a token belongs, or belonged, to, and its owner. */
export const ownerOfTokenHash = (env: Env, tokenHash: string) =>
  openDb(env.DB)
    .select({
      sessionId: session.id,
      memberId: session.memberId,
      workspaceId: session.workspaceId,
      /** Not revoked: only the token has expired, and it may be renewed. */
      isLive: sql<number>`${session.revokedAt} is null`,
    })
    .from(session)
    .where(eq(session.tokenHash, tokenHash))
    .get();

export const sessionById = (env: Env, id: SessionId) =>
  openDb(env.DB)
    .select({
      id: session.id,
      memberId: session.memberId,
      workspaceId: session.workspaceId,
      tokenHash: session.tokenHash,
      renewalHash: session.renewalHash,
      previousRenewalHash: session.previousRenewalHash,
      publicKey: session.publicKey,
      lastSeenAt: session.lastSeenAt,
      expiresAt: session.expiresAt,
      revokedAt: session.revokedAt,
      removedAt: member.removedAt,
      role: member.role,
      grants: workspace.grants,
    })
    .from(session)
    .innerJoin(member, eq(member.id, session.memberId))
    .innerJoin(workspace, eq(workspace.id, session.workspaceId))
    .where(eq(session.id, id))
    .get();

/** Gives a session new tokens; false if another request was faster. */
export const renewSession = async (
  env: Env,
  id: SessionId,
  was: string,
  next: Pick<SessionKeys, 'access' | 'renewal'>,
  now: number,
  tokenUntil: number,
): Promise<boolean> => {
  const renewed = await openDb(env.DB)
    .update(session)
    .set({
      tokenHash: next.access,
      tokenUntil,
      renewalHash: next.renewal,
      previousRenewalHash: was,
      lastSeenAt: now,
    })
    .where(and(eq(session.id, id), eq(session.renewalHash, was), isNull(session.revokedAt)))
    .returning({ id: session.id });
  return renewed.length > 0;
};

export const touchSession = async (env: Env, id: SessionId, now: number): Promise<void> => {
  await openDb(env.DB).update(session).set({ lastSeenAt: now }).where(eq(session.id, id));
};

/** Stores that the person has proved their identity again. */
export const noteStepUp = async (env: Env, id: SessionId, now: number): Promise<void> => {
  await openDb(env.DB).update(session).set({ steppedUpAt: now }).where(eq(session.id, id));
};

/** Ends a session and queues what has to follow: both or neither. */
export const revokeSession = async (
  env: Env,
  id: SessionId,
  owed: Job & { readonly workspaceId: WorkspaceId },
  now: number,
): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db
      .update(session)
      .set({ revokedAt: now })
      .where(and(eq(session.id, id), isNull(session.revokedAt))),
    owe(db, owed.workspaceId, owed, now),
  ]);
};

/** Deletes sessions that ended before that time. */
export const forgetSessions = async (env: Env, endedBefore: number): Promise<void> => {
  await openDb(env.DB)
    .delete(session)
    .where(or(lt(session.expiresAt, endedBefore), lt(session.revokedAt, endedBefore)));
};

export const meOf = async (env: Env, memberId: MemberId): Promise<Me | undefined> => {
  const row = await openDb(env.DB)
    .select({ memberId: member.id, name: member.name, email: user.email, role: member.role, workspace })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .innerJoin(workspace, eq(workspace.id, member.workspaceId))
    .where(and(eq(member.id, memberId), isNull(member.removedAt)))
    .get();
  return row && meFrom(row);
};

/** A person's valid sessions, last seen first; only those of one membership if it is given. */
export const liveSessionsOf = (
  env: Env,
  userId: string,
  only: MemberId | undefined,
  now: number,
  idleLimitMs: number,
) =>
  openDb(env.DB)
    .select({
      id: session.id,
      memberId: session.memberId,
      workspaceId: session.workspaceId,
      device: session.device,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
    })
    .from(session)
    .innerJoin(member, eq(member.id, session.memberId))
    .where(
      and(
        eq(member.userId, userId),
        only === undefined ? undefined : eq(session.memberId, only),
        isNull(member.removedAt),
        isNull(session.revokedAt),
        gt(session.expiresAt, now),
        gt(session.lastSeenAt, now - idleLimitMs),
      ),
    )
    .orderBy(desc(session.lastSeenAt), desc(session.createdAt))
    .all();
