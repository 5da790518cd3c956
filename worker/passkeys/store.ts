import { and, asc, eq, gt, lt } from 'drizzle-orm';
import { openDb } from '../db.ts';
import { user } from '../team/table.ts';
import { passkey, passkeyChallenge } from './table.ts';

export type PasskeyRow = typeof passkey.$inferSelect;

export const passkeysOf = (env: Env, userId: string): Promise<PasskeyRow[]> =>
  openDb(env.DB)
    .select()
    .from(passkey)
    .where(eq(passkey.userId, userId))
    .orderBy(asc(passkey.createdAt))
    .all();

export const passkeyById = (env: Env, id: string): Promise<PasskeyRow | undefined> =>
  openDb(env.DB).select().from(passkey).where(eq(passkey.id, id)).get();

/** False when there is one with this id. */
export const addPasskeyRow = async (env: Env, row: PasskeyRow): Promise<boolean> => {
  const added = await openDb(env.DB)
    .insert(passkey)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: passkey.id });
  return added.length > 0;
};

export const dropPasskey = async (env: Env, userId: string, id: string): Promise<PasskeyRow | undefined> => {
  const [dropped] = await openDb(env.DB)
    .delete(passkey)
    .where(and(eq(passkey.id, id), eq(passkey.userId, userId)))
    .returning();
  return dropped;
};

export const notePasskeyUse = async (env: Env, id: string, counter: number, now: number): Promise<void> => {
  await openDb(env.DB).update(passkey).set({ counter, lastUsedAt: now }).where(eq(passkey.id, id));
};

export const userOf = (env: Env, userId: string) =>
  openDb(env.DB).select({ name: user.name, email: user.email }).from(user).where(eq(user.id, userId)).get();

/** Keeps a challenge until it is used; what is too old goes. */
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

/** Uses a challenge up: whose it is (null for nobody's yet), or undefined when it is unknown, used or too old. */
export const takeChallenge = (env: Env, challenge: string, now: number) =>
  openDb(env.DB)
    .delete(passkeyChallenge)
    .where(and(eq(passkeyChallenge.challenge, challenge), gt(passkeyChallenge.expiresAt, now)))
    .returning({ userId: passkeyChallenge.userId })
    .get();
