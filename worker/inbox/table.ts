import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CallId, MemberId, WorkspaceId } from '../../shared/ids.ts';
import type { DoneWhy } from '../../shared/inbox/contract.ts';
import type { E164 } from '../../shared/numbers/contract.ts';

/** The missed calls of one caller to one number, until somebody has taken care of them. */
export const inboxEntry = sqliteTable(
  'inbox_entry',
  {
    /** The id of the first of its calls. */
    id: text('id').$type<CallId>().primaryKey(),
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    /** The caller's number or, if they have none, their address; both null for a caller who withholds them. */
    number: text('caller_number').$type<E164>(),
    address: text('caller_address'),
    /** According to the carrier. */
    callerName: text('caller_name'),
    ours: text('our_number').$type<E164>().notNull(),
    lastAt: integer('last_at').notNull(),
    assignedTo: text('assigned_to').$type<MemberId>(),
    /** The last call to them that they did not answer. */
    triedAt: integer('tried_at'),
    triedBy: text('tried_by').$type<MemberId>(),
    doneAt: integer('done_at'),
    doneBy: text('done_by').$type<MemberId>(),
    doneWhy: text('done_why').$type<DoneWhy>(),
    /** When somebody took back that it was done: a conversation before that does not close it again. */
    reopenedAt: integer('reopened_at'),
  },
  table => [
    index('inbox_of_workspace').on(table.workspaceId, table.lastAt),
    index('inbox_open').on(table.workspaceId, table.lastAt).where(sql`done_at is null`),
    index('inbox_open_of_caller').on(table.workspaceId, table.number).where(sql`done_at is null`),
  ],
);

/** A missed call, and who has heard the message left in it (recordings/table.ts). */
export const inboxCall = sqliteTable(
  'inbox_call',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    callId: text('call_id').$type<CallId>().notNull(),
    entryId: text('entry_id').$type<CallId>().notNull(),
    at: integer('missed_at').notNull(),
    heardAt: integer('heard_at'),
    heardBy: text('heard_by').$type<MemberId>(),
  },
  table => [
    primaryKey({ columns: [table.workspaceId, table.callId] }),
    index('inbox_call_of_entry').on(table.entryId),
  ],
);
