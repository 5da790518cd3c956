import { and, asc, eq } from 'drizzle-orm';
import type { NumberId, WorkspaceId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { openDb } from '../db.ts';
import { number } from './table.ts';

export type StoredNumber = typeof number.$inferSelect;
type Settings = Pick<StoredNumber, 'name' | 'voice' | 'sms' | 'brandName' | 'forwardTo' | 'campaign'>;

/** The workspace's own numbers, oldest first. */
export const numbersOf = (env: Env, workspaceId: WorkspaceId): Promise<StoredNumber[]> =>
  openDb(env.DB)
    .select()
    .from(number)
    .where(eq(number.workspaceId, workspaceId))
    .orderBy(asc(number.createdAt), asc(number.id))
    .all();

/** Whether any workspace here has this number: a call to it comes back to this Worker. */
export const isOurs = async (env: Env, e164: E164): Promise<boolean> =>
  (await openDb(env.DB).select({ id: number.id }).from(number).where(eq(number.e164, e164)).get()) !==
  undefined;

const isNumber = (workspaceId: WorkspaceId, id: NumberId) =>
  and(eq(number.workspaceId, workspaceId), eq(number.id, id));

export const numberById = (
  env: Env,
  workspaceId: WorkspaceId,
  id: NumberId,
): Promise<StoredNumber | undefined> =>
  openDb(env.DB).select().from(number).where(isNumber(workspaceId, id)).get();

/** Adds numbers; one that is there already stays as it is. */
export const addNumbers = async (env: Env, rows: readonly (typeof number.$inferInsert)[]): Promise<void> => {
  const db = openDb(env.DB);
  const [first, ...rest] = rows.map(row => db.insert(number).values(row).onConflictDoNothing());
  if (first) await db.batch([first, ...rest]);
};

export const changeNumber = (
  env: Env,
  workspaceId: WorkspaceId,
  id: NumberId,
  change: Partial<Settings>,
): Promise<StoredNumber | undefined> =>
  openDb(env.DB).update(number).set(change).where(isNumber(workspaceId, id)).returning().get();

export const setCarrierSid = async (
  env: Env,
  workspaceId: WorkspaceId,
  id: NumberId,
  carrierSid: string,
): Promise<void> => {
  await openDb(env.DB).update(number).set({ carrierSid }).where(isNumber(workspaceId, id));
};

export const dropNumber = async (env: Env, workspaceId: WorkspaceId, id: NumberId): Promise<void> => {
  await openDb(env.DB).delete(number).where(isNumber(workspaceId, id));
};
