import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Role } from '../../shared/endpoint.ts';
import type { MemberId, SessionId } from '../../shared/ids.ts';
import { openDb } from '../db.ts';
import { type NewSession, sessionRow } from '../team/store.ts';
import { member, session, user } from '../team/table.ts';
import { workspace } from '../workspace/table.ts';
import { mailCode, setupCode, signInTry } from './table.ts';

/** Uses the code up and opens the session in one transaction: neither happens without the other. */
export const redeemSetupCode = async (
  env: Env,
  codeHash: string,
  wanted: NewSession,
): Promise<MemberId | undefined> => {
  const db = openDb(env.DB);
  const { id, now } = wanted;
  const [, opened] = await db.batch([
    db
      .update(setupCode)
      .set({ usedAt: now, sessionId: id })
      .where(and(eq(setupCode.codeHash, codeHash), isNull(setupCode.usedAt), gt(setupCode.expiresAt, now))),
    db
      .insert(session)
      .select(
        db
          .select(sessionRow(wanted, sql`${setupCode.madeBy} is not null`))
          .from(setupCode)
          .innerJoin(member, eq(member.id, setupCode.memberId))
          .where(and(eq(setupCode.sessionId, id), isNull(member.removedAt))),
      )
      .returning({ memberId: session.memberId }),
  ]);
  return opened[0]?.memberId;
};

export type Redeemed = {
  readonly id: SessionId;
  readonly memberId: MemberId;
  readonly expiresAt: number;
};

/** The session this very browser opened with this code, whose answer it did not get. */
export const sessionOfCode = (
  env: Env,
  codeHash: string,
  { access, renewal, publicKey }: NewSession['keys'],
): Promise<Redeemed | undefined> =>
  openDb(env.DB)
    .select({ id: session.id, memberId: session.memberId, expiresAt: session.expiresAt })
    .from(setupCode)
    .innerJoin(session, eq(session.id, setupCode.sessionId))
    .where(
      and(
        eq(setupCode.codeHash, codeHash),
        eq(session.tokenHash, access),
        eq(session.renewalHash, renewal),
        eq(session.publicKey, publicKey),
        isNull(session.revokedAt),
      ),
    )
    .get();

/** Whom a code that still works lets in, and where. */
export const lookAtSetupCode = (
  env: Env,
  codeHash: string,
  now: number,
): Promise<{ name: string; email: string; role: Role; workspace: string } | undefined> =>
  openDb(env.DB)
    .select({ name: member.name, email: user.email, role: member.role, workspace: workspace.name })
    .from(setupCode)
    .innerJoin(member, eq(member.id, setupCode.memberId))
    .innerJoin(user, eq(user.id, member.userId))
    .innerJoin(workspace, eq(workspace.id, member.workspaceId))
    .where(
      and(
        eq(setupCode.codeHash, codeHash),
        isNull(setupCode.usedAt),
        gt(setupCode.expiresAt, now),
        isNull(member.removedAt),
      ),
    )
    .get();

/** Counts one more try of whom this hash stands for in this minute; how many there are now. */
export const countTry = async (env: Env, clientHash: string, minute: number): Promise<number> => {
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
export const forgiveTry = async (env: Env, clientHash: string, minute: number): Promise<void> => {
  await openDb(env.DB)
    .update(signInTry)
    .set({ tries: sql`${signInTry.tries} - 1` })
    .where(and(eq(signInTry.clientHash, clientHash), eq(signInTry.minute, minute)));
};

/** Somebody with this address who is a member of anything; `isOwner` of any workspace. */
export const personByEmail = async (env: Env, email: string) =>
  openDb(env.DB)
    .select({
      userId: user.id,
      name: sql<string>`max(${member.name})`,
      workspaceId: member.workspaceId,
      isOwner: sql<number>`max(${member.role} = 'owner')`,
    })
    .from(user)
    .innerJoin(member, eq(member.userId, user.id))
    .where(and(eq(user.email, email), isNull(member.removedAt)))
    .groupBy(user.id)
    .get();

export const addMailCode = async (env: Env, row: typeof mailCode.$inferInsert): Promise<void> => {
  await openDb(env.DB).insert(mailCode).values(row).onConflictDoNothing();
};

/** One try less, and what to compare with; undefined when there are none left, or the code is used or too old. */
export const tryMailCode = (env: Env, requestHash: string, now: number) =>
  openDb(env.DB)
    .update(mailCode)
    .set({ triesLeft: sql`${mailCode.triesLeft} - 1` })
    .where(
      and(
        eq(mailCode.requestHash, requestHash),
        gt(mailCode.triesLeft, 0),
        isNull(mailCode.usedAt),
        gt(mailCode.expiresAt, now),
      ),
    )
    .returning({ userId: mailCode.userId, codeHash: mailCode.codeHash })
    .get();

/** Uses the code up; false when somebody has. */
export const useMailCode = async (env: Env, requestHash: string, now: number): Promise<boolean> => {
  const used = await openDb(env.DB)
    .update(mailCode)
    .set({ usedAt: now })
    .where(and(eq(mailCode.requestHash, requestHash), isNull(mailCode.usedAt)))
    .returning({ hash: mailCode.requestHash });
  return used.length > 0;
};

/** Drops codes that are of no use to anybody any more. */
export const forgetCodes = async (env: Env, before: number): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db.delete(setupCode).where(lt(setupCode.expiresAt, before)),
    db.delete(mailCode).where(lt(mailCode.expiresAt, before)),
    db.delete(signInTry).where(lt(signInTry.minute, Math.floor(before / 60_000))),
  ]);
};
