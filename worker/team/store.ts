import { and, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { MemberId, SessionId } from '../../shared/ids.ts';
import type { Me } from '../../shared/team/contract.ts';
import type { Principal } from '../context.ts';
import { openDb } from '../db.ts';
import { workspace } from '../workspace/table.ts';
import { member, session, setupCode, signInTry, user } from './table.ts';

export type NewSession = {
  readonly id: SessionId;
  readonly codeHash: string;
  readonly tokenHash: string;
  readonly device: string;
  readonly now: number;
  readonly expiresAt: number;
};

/** Uses the code up and opens the session in one transaction: neither happens without the other. */
export const redeemSetupCode = async (env: Env, wanted: NewSession): Promise<MemberId | undefined> => {
  const db = openDb(env.DB);
  const { id, codeHash, tokenHash, device, now, expiresAt } = wanted;
  const [, opened] = await db.batch([
    db
      .update(setupCode)
      .set({ usedAt: now, sessionId: id })
      .where(and(eq(setupCode.codeHash, codeHash), isNull(setupCode.usedAt), gt(setupCode.expiresAt, now))),
    db
      .insert(session)
      .select(
        db
          .select({
            id: sql<SessionId>`${id}`.as('id'),
            memberId: member.id,
            workspaceId: member.workspaceId,
            tokenHash: sql<string>`${tokenHash}`.as('token_hash'),
            device: sql<string>`${device}`.as('device'),
            createdAt: sql<number>`${now}`.as('created_at'),
            lastSeenAt: sql<number>`${now}`.as('last_seen_at'),
            expiresAt: sql<number>`${expiresAt}`.as('expires_at'),
            revokedAt: sql<number | null>`null`.as('revoked_at'),
          })
          .from(setupCode)
          .innerJoin(member, eq(member.id, setupCode.memberId))
          .where(and(eq(setupCode.sessionId, id), isNull(member.removedAt))),
      )
      .returning({ memberId: session.memberId }),
  ]);
  return opened[0]?.memberId;
};

/** Counts one more try of this client in this minute; how many there are now. */
export const countSignInTry = async (env: Env, clientHash: string, minute: number): Promise<number> => {
  const db = openDb(env.DB);
  const [, counted] = await db.batch([
    db.delete(signInTry).where(lt(signInTry.minute, minute - 10)),
    db
      .insert(signInTry)
      .values({ clientHash, minute, tries: 1 })
      .onConflictDoUpdate({
        target: [signInTry.clientHash, signInTry.minute],
        set: { tries: sql`${signInTry.tries} + 1` },
      })
      .returning({ tries: signInTry.tries }),
  ]);
  return counted[0]?.tries ?? 0;
};

/** Takes a try back that was right: only wrong ones may use up the limit, so an office behind one address can sign in. */
export const forgiveSignInTry = async (env: Env, clientHash: string, minute: number): Promise<void> => {
  await openDb(env.DB)
    .update(signInTry)
    .set({ tries: sql`${signInTry.tries} - 1` })
    .where(and(eq(signInTry.clientHash, clientHash), eq(signInTry.minute, minute)));
};

export type LiveSession = Principal & { readonly lastSeenAt: number };

export const sessionByTokenHash = (
  env: Env,
  tokenHash: string,
  now: number,
  idleLimitMs: number,
): Promise<LiveSession | undefined> =>
  openDb(env.DB)
    .select({
      sessionId: session.id,
      memberId: member.id,
      workspaceId: member.workspaceId,
      organizationId: workspace.organizationId,
      role: member.role,
      lastSeenAt: session.lastSeenAt,
    })
    .from(session)
    .innerJoin(member, eq(member.id, session.memberId))
    .innerJoin(workspace, eq(workspace.id, member.workspaceId))
    .where(
      and(
        eq(session.tokenHash, tokenHash),
        isNull(session.revokedAt),
        isNull(member.removedAt),
        gt(session.expiresAt, now),
        gt(session.lastSeenAt, now - idleLimitMs),
      ),
    )
    .get();

/** Whose session it was that a token once spoke for. */
export const ownerOfTokenHash = (
  env: Env,
  tokenHash: string,
): Promise<Pick<Principal, 'sessionId' | 'memberId' | 'workspaceId'> | undefined> =>
  openDb(env.DB)
    .select({ sessionId: session.id, memberId: session.memberId, workspaceId: session.workspaceId })
    .from(session)
    .where(eq(session.tokenHash, tokenHash))
    .get();

export const touchSession = async (env: Env, id: SessionId, now: number): Promise<void> => {
  await openDb(env.DB).update(session).set({ lastSeenAt: now }).where(eq(session.id, id));
};

export const revokeSession = async (env: Env, id: SessionId, now: number): Promise<void> => {
  await openDb(env.DB)
    .update(session)
    .set({ revokedAt: now })
    .where(and(eq(session.id, id), isNull(session.revokedAt)));
};

/** Drops sessions and setup codes that ended long enough ago to be of no use to anybody. */
export const forgetSessions = async (env: Env, endedBefore: number, codesBefore: number): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db.delete(session).where(or(lt(session.expiresAt, endedBefore), lt(session.revokedAt, endedBefore))),
    db.delete(setupCode).where(lt(setupCode.expiresAt, codesBefore)),
    db.delete(signInTry).where(lt(signInTry.minute, Math.floor(codesBefore / 60_000))),
  ]);
};

export const meOf = async (env: Env, memberId: MemberId): Promise<Me | undefined> => {
  const row = await openDb(env.DB)
    .select({
      member: { id: member.id, name: user.name, email: user.email, role: member.role },
      workspace: {
        id: workspace.id,
        organizationId: workspace.organizationId,
        name: workspace.name,
        country: workspace.country,
      },
    })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .innerJoin(workspace, eq(workspace.id, member.workspaceId))
    .where(and(eq(member.id, memberId), isNull(member.removedAt)))
    .get();
  return row;
};

/** The sessions of a member that still work, the one seen last first. */
export const liveSessionsOf = (env: Env, memberId: MemberId, now: number, idleLimitMs: number) =>
  openDb(env.DB)
    .select({
      id: session.id,
      device: session.device,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
    })
    .from(session)
    .where(
      and(
        eq(session.memberId, memberId),
        isNull(session.revokedAt),
        gt(session.expiresAt, now),
        gt(session.lastSeenAt, now - idleLimitMs),
      ),
    )
    .orderBy(desc(session.lastSeenAt), desc(session.createdAt))
    .all();
