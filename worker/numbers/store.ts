import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { NumberId, WorkspaceId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { openDb, preparedOnce } from '../db.ts';
import { number } from './table.ts';

// D1 binds at most 100 values to a statement.
const MOST_PARAMETERS = 90;

export type StoredNumber = typeof number.$inferSelect;
type Settings = Omit<StoredNumber, 'id' | 'workspaceId' | 'e164' | 'carrierSid' | 'createdAt' | 'goneAt'>;

const numbersInTurn = preparedOnce(db =>
  db
    .select()
    .from(number)
    .where(eq(number.workspaceId, sql.placeholder('workspaceId')))
    .orderBy(asc(number.createdAt), asc(number.id))
    .prepare(),
);

/** The workspace's own numbers, oldest first. */
export const numbersOf = (env: Env, workspaceId: WorkspaceId): Promise<StoredNumber[]> =>
  numbersInTurn(env.DB).all({ workspaceId });

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

/** Adds numbers; numbers that are already stored stay as they are. */
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

/** What the carrier's account reports about a number: its SID, or since when the number is gone. */
export const setAtCarrier = async (
  env: Env,
  workspaceId: WorkspaceId,
  id: NumberId,
  at: Partial<Pick<StoredNumber, 'carrierSid' | 'goneAt'>>,
): Promise<void> => {
  await openDb(env.DB).update(number).set(at).where(isNumber(workspaceId, id));
};

/** Which of these numbers another workspace of this installation has: a number can ask only one of them. */
export const takenElsewhere = async (
  env: Env,
  workspaceId: WorkspaceId,
  wanted: readonly E164[],
): Promise<ReadonlySet<string>> => {
  const taken = new Set<string>();
  for (let at = 0; at < wanted.length; at += MOST_PARAMETERS) {
    const some = wanted.slice(at, at + MOST_PARAMETERS);
    const rows = await openDb(env.DB)
      .select({ e164: number.e164 })
      .from(number)
      .where(and(inArray(number.e164, some), ne(number.workspaceId, workspaceId)))
      .all();
    for (const { e164 } of rows) taken.add(e164);
  }
  return taken;
};

export const dropNumber = async (env: Env, workspaceId: WorkspaceId, id: NumberId): Promise<void> => {
  await openDb(env.DB).delete(number).where(isNumber(workspaceId, id));
};
