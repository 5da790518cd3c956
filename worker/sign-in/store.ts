import { and, asc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Role } from '../../shared/endpoint.ts';
import type { MemberId, SessionId } from '../../shared/ids.ts';
import { openDb } from '../db.ts';
import { owe } from '../jobs/index.ts';
import type { SendMail } from '../mail/index.ts';
import { member, type NewSession, session, sessionRow, user } from '../team/index.ts';
import { workspace } from '../workspace/index.ts';
import { mailCode, setupCode, signInTry } from './table.ts';

/** Uses up the code and opens the session in one transaction. */
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
    // A code made at the command line proves the person; a code made in a workspace proves only the membership.
    db
      .update(member)
      .set({ isUnconfirmed: false })
      .where(
        sql`${member.id} = (select ${setupCode.memberId} from ${setupCode}
          where ${setupCode.sessionId} = ${id} and ${setupCode.madeBy} is null)`,
      ),
  ]);
  return opened[0]?.memberId;
};

export type Redeemed = {
  readonly id: SessionId;
  readonly memberId: MemberId;
  readonly expiresAt: number;
};

/** The session that this same browser opened with this code, if it did not receive the answer. */
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

/** The person and the workspace a valid code is for. */
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

/** The counter of the network, address, session or member `whoHash` stands for, in the period from `minute` on. */
export type Counter = { readonly whoHash: string; readonly minute: number; readonly most: number };

/** Counts one more try on each counter and returns which had room. If one is used up, nothing is written. */
export const countTries = async (env: Env, counters: readonly Counter[]): Promise<readonly boolean[]> => {
  const db = openDb(env.DB);
  const isOne = counters.map(({ whoHash, minute }) =>
    and(eq(signInTry.clientHash, whoHash), eq(signInTry.minute, minute)),
  );
  const known = await db
    .select()
    .from(signInTry)
    .where(or(...isOne))
    .all();
  const triesOf = ({ whoHash, minute }: Counter): number =>
    known.find(each => each.clientHash === whoHash && each.minute === minute)?.tries ?? 0;
  const isFree = counters.map(each => triesOf(each) < each.most);
  if (isFree.includes(false)) return isFree;
  const [first, ...rest] = counters.map(({ whoHash, minute, most }) =>
    db
      .insert(signInTry)
      .values({ clientHash: whoHash, minute, tries: 1 })
      .onConflictDoUpdate({
        target: [signInTry.clientHash, signInTry.minute],
        set: { tries: sql`${signInTry.tries} + 1` },
        setWhere: lt(signInTry.tries, most),
      })
      .returning({ tries: signInTry.tries }),
  );
  // The condition in the update also enforces the limit for simultaneous requests.
  return first ? (await db.batch([first, ...rest])).map(rows => rows.length > 0) : [];
};

/** Takes successful tries back: only wrong ones use up a limit. */
export const forgiveTries = async (env: Env, counters: readonly Counter[]): Promise<void> => {
  const db = openDb(env.DB);
  const [first, ...rest] = counters.map(({ whoHash, minute }) =>
    db
      .update(signInTry)
      .set({ tries: sql`${signInTry.tries} - 1` })
      .where(and(eq(signInTry.clientHash, whoHash), eq(signInTry.minute, minute))),
  );
  if (first) await db.batch([first, ...rest]);
};

/**
 * The memberships of the person with this address: confirmed ones first, among those the ones that mail may open
 * (never an owner's) first, and among those the one used last.
 */
export const membershipsByEmail = (env: Env, email: string) => {
  const lastSeen = sql`(select max(${session.lastSeenAt}) from ${session} where ${session.memberId} = ${member.id})`;
  return openDb(env.DB)
    .select({
      userId: user.id,
      memberId: member.id,
      role: member.role,
      isUnconfirmed: member.isUnconfirmed,
      workspaceId: member.workspaceId,
      workspace: workspace.name,
    })
    .from(user)
    .innerJoin(member, eq(member.userId, user.id))
    .innerJoin(workspace, eq(workspace.id, member.workspaceId))
    .where(and(eq(user.email, email), isNull(member.removedAt)))
    .orderBy(
      asc(member.isUnconfirmed),
      sql`${member.role} = 'owner'`,
      // Nobody knows who uses an unconfirmed membership, so when it was last used says nothing about this person.
      sql`case when ${member.isUnconfirmed} then null else ${lastSeen} end desc nulls last`,
      asc(member.createdAt),
    )
    .all();
};

type NewMailCode = typeof mailCode.$inferInsert;

/** Stores a code and queues its mail: both or neither, and only once, even if the job is repeated. */
export const addMailCode = async (
  env: Env,
  row: NewMailCode | undefined,
  mail: SendMail,
  now: number,
): Promise<void> => {
  const db = openDb(env.DB);
  const owed = owe(db, mail.workspaceId, mail, now);
  await (row ? db.batch([db.insert(mailCode).values(row).onConflictDoNothing(), owed]) : owed);
};

/** Uses up one try and returns what to compare with; undefined if none are left, or the code is used or expired. */
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
    .returning({
      userId: mailCode.userId,
      memberId: mailCode.memberId,
      isBound: mailCode.isBound,
      codeHash: mailCode.codeHash,
    })
    .get();

/** Whether mail may still open the membership: its person may have become an owner or been removed since. */
export const mayMailOpen = async (env: Env, memberId: MemberId): Promise<boolean> => {
  const row = await openDb(env.DB)
    .select({ role: member.role })
    .from(member)
    .where(and(eq(member.id, memberId), isNull(member.removedAt)))
    .get();
  return row !== undefined && row.role !== 'owner';
};

/** Uses up the code; false if it was used already. */
export const useMailCode = async (env: Env, requestHash: string, now: number): Promise<boolean> => {
  const used = await openDb(env.DB)
    .update(mailCode)
    .set({ usedAt: now })
    .where(and(eq(mailCode.requestHash, requestHash), isNull(mailCode.usedAt)))
    .returning({ hash: mailCode.requestHash });
  return used.length > 0;
};

/** Deletes codes that expired before that time, and tries that were counted before it. */
export const forgetCodes = async (env: Env, before: number): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db.delete(setupCode).where(lt(setupCode.expiresAt, before)),
    db.delete(mailCode).where(lt(mailCode.expiresAt, before)),
    db.delete(signInTry).where(lt(signInTry.minute, Math.floor(before / 60_000))),
  ]);
};
