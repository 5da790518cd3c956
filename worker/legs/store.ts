import { and, eq } from 'drizzle-orm';
import type { CallId, CallSid, WorkspaceId } from '../../shared/ids.ts';
import { type Db, openDb } from '../db.ts';
import { callLeg } from './table.ts';

/** A leg's row, for the transaction that writes its call. */
export const addLeg = (db: Db, leg: typeof callLeg.$inferInsert) =>
  db.insert(callLeg).values(leg).onConflictDoNothing();

/** The known legs of a call. */
export const legsOf = async (env: Env, workspaceId: WorkspaceId, callId: CallId): Promise<CallSid[]> => {
  const rows = await openDb(env.DB)
    .select({ callSid: callLeg.callSid })
    .from(callLeg)
    .where(and(eq(callLeg.callId, callId), eq(callLeg.workspaceId, workspaceId)))
    .all();
  return rows.map(({ callSid }) => callSid);
};

/** Whether a leg already belongs to a call, in any workspace: the account may be shared. */
export const isLegKnown = async (env: Env, callSid: CallSid): Promise<boolean> =>
  (await openDb(env.DB)
    .select({ callSid: callLeg.callSid })
    .from(callLeg)
    .where(eq(callLeg.callSid, callSid))
    .get()) !== undefined;
