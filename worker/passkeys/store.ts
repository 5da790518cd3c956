import { and, asc, eq, gt, lt } from 'drizzle-orm';
import type { MemberId } from '../../shared/ids.ts';
import { openDb } from '../db.ts';
import { passkey, passkeyChallenge } from './table.ts';

export type PasskeyRow = typeof passkey.$inferSelect;

/** The owner: all passkeys of a person, or those of one membership alone. */
export type Owner = { readonly userId: string; readonly only: MemberId | undefined };
const isOf = ({ userId, only }: Owner) =>
  and(eq(passkey.userId, userId), only === undefined ? undefined : eq(passkey.memberId, only));

export const passkeysOf = (env: Env, owner: Owner): Promise<PasskeyRow[]> =>
  openDb(env.DB).select().from(passkey).where(isOf(owner)).orderBy(asc(passkey.createdAt)).all();

export const passkeyById = (env: Env, id: string): Promise<PasskeyRow | undefined> =>
  openDb(env.DB).select().from(passkey).where(eq(passkey.id, id)).get();

/** False if a passkey with this id already exists. */
export const addPasskeyRow = async (env: Env, row: PasskeyRow): Promise<boolean> => {
  const added = await openDb(env.DB)
    .insert(passkey)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: passkey.id });
  return added.length > 0;
};

export const dropPasskey = async (env: Env, owner: Owner, id: string): Promise<PasskeyRow | undefined> => {
  const [dropped] = await openDb(env.DB)
    .delete(passkey)
    .where(and(eq(passkey.id, id), isOf(owner)))
    .returning();
  return dropped;
};

export const notePasskeyUse = async (env: Env, id: string, counter: number, now: number): Promise<void> => {
  await openDb(env.DB).update(passkey).set({ counter, lastUsedAt: now }).where(eq(passkey.id, id));
};

/** Stores a challenge until it is used, and deletes expired ones. */
export const addChallenge = async (
  env: Env,
  row: typeof passkeyChallenge.$inferInsert,
  now: number,
): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    db.delete(passkeyChallenge).where(lt(passkeyChallenge.expiresAt, now)),
    db.insert(passkeyChallenge).values(row),
  ]);
};

/** Uses up a challenge. Returns whose it is (null if nobody's yet); undefined if it is unknown, used or expired. */
export const takeChallenge = (env: Env, challenge: string, now: number) =>
  openDb(env.DB)
    .delete(passkeyChallenge)
    .where(and(eq(passkeyChallenge.challenge, challenge), gt(passkeyChallenge.expiresAt, now)))
    .returning({ userId: passkeyChallenge.userId })
    .get();
