import { asc, eq } from 'drizzle-orm';
import type { WorkspaceId } from '../../shared/ids.ts';
import { openDb } from '../db.ts';
import { number } from './table.ts';

/** The workspace's own numbers, oldest first. */
export const numbersOf = (env: Env, workspaceId: WorkspaceId) =>
  openDb(env.DB)
    .select({ id: number.id, e164: number.e164, name: number.name })
    .from(number)
    .where(eq(number.workspaceId, workspaceId))
    .orderBy(asc(number.createdAt), asc(number.id))
    .all();
