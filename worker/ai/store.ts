import { and, eq, sql } from 'drizzle-orm';
import type { WorkspaceId } from '../../shared/ids.ts';
import { openDb } from '../db.ts';
import { type Claim, claimGroups, isClaimed } from '../settings/index.ts';
import { workspace } from '../workspace/index.ts';
import { aiAccount } from './table.ts';

export type AiAccount = typeof aiAccount.$inferSelect;

export const aiAccountOf = (env: Env, workspaceId: WorkspaceId): Promise<AiAccount | undefined> =>
  openDb(env.DB).select().from(aiAccount).where(eq(aiAccount.workspaceId, workspaceId)).get();

/** False, and nothing is stored, if the model has changed meanwhile. */
export const storeAiAccount = async (
  env: Env,
  claim: Claim,
  { workspaceId, ...row }: AiAccount,
): Promise<boolean> => {
  const db = openDb(env.DB);
  const wanted = db
    .select({
      workspaceId: workspace.id,
      endpoint: sql<string>`${row.endpoint}`.as('endpoint'),
      model: sql<string>`${row.model}`.as('model'),
      apiKey: sql<string | null>`${row.apiKey}`.as('api_key'),
      checkedAt: sql<number>`${row.checkedAt}`.as('checked_at'),
    })
    .from(workspace)
    .where(and(eq(workspace.id, workspaceId), isClaimed(db, claim)));
  const [claimed] = await db.batch([
    claimGroups(db, claim),
    db.insert(aiAccount).select(wanted).onConflictDoUpdate({ target: aiAccount.workspaceId, set: row }),
  ]);
  return claimed.length > 0;
};

/** False, and nothing is deleted, if the model has changed meanwhile. */
export const dropAiAccount = async (env: Env, claim: Claim): Promise<boolean> => {
  const db = openDb(env.DB);
  const [claimed] = await db.batch([
    claimGroups(db, claim),
    db.delete(aiAccount).where(and(eq(aiAccount.workspaceId, claim.workspaceId), isClaimed(db, claim))),
  ]);
  return claimed.length > 0;
};

/** Stores a resealed key, unless it was replaced meanwhile. */
export const resealAiAccount = async (
  env: Env,
  workspaceId: WorkspaceId,
  was: string,
  apiKey: string,
): Promise<void> => {
  await openDb(env.DB)
    .update(aiAccount)
    .set({ apiKey })
    .where(and(eq(aiAccount.workspaceId, workspaceId), eq(aiAccount.apiKey, was)));
};

/** The models of all workspaces, for the nightly run. */
export const allAiAccounts = (env: Env): Promise<AiAccount[]> =>
  openDb(env.DB).select().from(aiAccount).all();
