import { eq } from 'drizzle-orm';
import type { WorkspaceId } from '../../shared/ids.ts';
import { openDb } from '../db.ts';
import { aiAccount } from './table.ts';

export type AiAccount = typeof aiAccount.$inferSelect;

export const aiAccountOf = (env: Env, workspaceId: WorkspaceId): Promise<AiAccount | undefined> =>
  openDb(env.DB).select().from(aiAccount).where(eq(aiAccount.workspaceId, workspaceId)).get();

export const storeAiAccount = async (env: Env, { workspaceId, ...row }: AiAccount): Promise<void> => {
  await openDb(env.DB)
    .insert(aiAccount)
    .values({ workspaceId, ...row })
    .onConflictDoUpdate({ target: aiAccount.workspaceId, set: row });
};

export const dropAiAccount = async (env: Env, workspaceId: WorkspaceId): Promise<void> => {
  await openDb(env.DB).delete(aiAccount).where(eq(aiAccount.workspaceId, workspaceId));
};

/** The models of all workspaces, for the nightly run. */
export const allAiAccounts = (env: Env): Promise<AiAccount[]> =>
  openDb(env.DB).select().from(aiAccount).all();
