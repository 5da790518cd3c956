import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CallId, RecordingSid, WorkspaceId } from '../../shared/ids.ts';

/** The recording of a call. Begun by its LiveCall, stored by a job. */
export const callRecording = sqliteTable(
  'call_recording',
  {
    callId: text('call_id').$type<CallId>().primaryKey(),
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    recordingSid: text('recording_sid').$type<RecordingSid>().notNull(),
    startedAt: integer('started_at').notNull(),
    /** Its key in our own store, once it is stored; null again after its retention period. */
    key: text('key'),
    bytes: integer('bytes'),
    storedAt: integer('kept_at'),
  },
  table => [index('recording_of_workspace').on(table.workspaceId, table.storedAt)],
);
