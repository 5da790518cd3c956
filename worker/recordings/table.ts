import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CallId, CallSid, RecordingSid, WorkspaceId } from '../../shared/ids.ts';

/** The recording of a call, or the message a caller left. Its row exists before its audio is ours; a job stores that. */
export const recording = sqliteTable(
  'recording',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    recordingSid: text('recording_sid').$type<RecordingSid>().notNull(),
    /** The call it belongs to: its id, or for a voicemail the SID of the missed caller's leg. */
    callId: text('call_id').$type<CallId | CallSid>().notNull(),
    startedAt: integer('started_at').notNull(),
    /** As the carrier reported it with a voicemail. */
    seconds: integer('seconds'),
    /** Where in our own store the audio is, will be, or was. */
    key: text('key').notNull(),
    /** 0 if the carrier had no audio for it. */
    bytes: integer('bytes'),
    storedAt: integer('stored_at'),
    /** When the audio was deleted, at the end of its retention period. */
    deletedAt: integer('deleted_at'),
  },
  // Two workspaces may share an account, and with it the SIDs of its recordings.
  table => [
    primaryKey({ columns: [table.workspaceId, table.recordingSid] }),
    index('recording_of_call').on(table.workspaceId, table.callId),
    index('recording_retained').on(table.startedAt).where(sql`deleted_at is null`),
  ],
);
