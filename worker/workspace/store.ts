import { eq } from 'drizzle-orm';
import type { WorkspaceId } from '../../shared/ids.ts';
import { openDb } from '../db.ts';
import { workspace } from './table.ts';

export type Workspace = typeof workspace.$inferSelect;

export const workspaceById = (env: Env, id: WorkspaceId): Promise<Workspace | undefined> =>
  openDb(env.DB).select().from(workspace).where(eq(workspace.id, id)).get();

export const workspaceWithKey = (env: Env, webhookKey: string): Promise<Workspace | undefined> =>
  openDb(env.DB).select().from(workspace).where(eq(workspace.webhookKey, webhookKey)).get();
