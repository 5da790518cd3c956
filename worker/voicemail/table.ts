import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CallSid, WorkspaceId } from '../../shared/ids.ts';

/** A call that no person answered. The message its caller left is a recording of this call (recordings/table.ts). */
export const missedCall = sqliteTable(
  'missed_call',
  {
    callSid: text('call_sid').$type<CallSid>().notNull(),
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    /** As the carrier gives them; null until the news of the call itself has arrived. */
    from: text('from_number'),
    to: text('to_number'),
    /** The carrier's reason for using the fallback, if it did. */
    errorCode: integer('error_code'),
    missedAt: integer('missed_at').notNull(),
  },
  // Two workspaces may share an account, and anybody may send another workspace's SID: each writes its own row.
  table => [
    primaryKey({ columns: [table.workspaceId, table.callSid] }),
    index('missed_call_of_workspace').on(table.workspaceId, table.missedAt),
  ],
);
