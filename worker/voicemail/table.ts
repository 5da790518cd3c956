import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CallSid, RecordingSid, WorkspaceId } from '../../shared/ids.ts';

/** A call only the fallback could answer, and the message its caller left. */
export const missedCall = sqliteTable(
  'missed_call',
  {
    callSid: text('call_sid').$type<CallSid>().notNull(),
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    /** As the carrier gives them; null until the news of the call itself has arrived. */
    from: text('from_number'),
    to: text('to_number'),
    /** Why the carrier had to ask the fallback. */
    errorCode: integer('error_code'),
    missedAt: integer('missed_at').notNull(),
    recordingSid: text('recording_sid').$type<RecordingSid>(),
    recordingSeconds: integer('recording_seconds'),
    /** Where the recording lies in our own store, once it does; null again when its time was up. */
    recordingKey: text('recording_key'),
    recordingStoredAt: integer('recording_kept_at'),
  },
  // Two workspaces may share an account, and anybody may name a SID that is another's: each writes its own row.
  table => [
    primaryKey({ columns: [table.workspaceId, table.callSid] }),
    index('missed_call_of_workspace').on(table.workspaceId, table.missedAt),
  ],
);
