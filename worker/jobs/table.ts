import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { WorkspaceId } from '../../shared/ids.ts';
import type { Job } from './job.ts';

/** Work that a change requires: written in the same transaction as the change, sent to the queue afterwards. */
export const outbox = sqliteTable(
  'outbox',
  {
    /** The job's id. */
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    job: text('job', { mode: 'json' }).$type<Job>().notNull(),
    createdAt: integer('created_at').notNull(),
    /** Not sent before then; null for at once. */
    dueAt: integer('due_at'),
    /** When it was last sent to the queue. */
    sentAt: integer('sent_at'),
    doneAt: integer('done_at'),
    /** When it failed for good. */
    failedAt: integer('failed_at'),
  },
  table => [index('outbox_open').on(table.doneAt, table.sentAt)],
);

/** A job that failed on its last try. It stays until somebody has seen it. */
export const failedJob = sqliteTable(
  'dead_letter',
  {
    id: text('id').primaryKey(),
    /** Null for a job whose workspace is unknown. */
    workspaceId: text('workspace_id').$type<WorkspaceId>(),
    kind: text('kind').notNull(),
    state: text('state').$type<'failed_visible'>().notNull(),
    job: text('job').notNull(),
    tries: integer('tries').notNull(),
    failedAt: integer('failed_at').notNull(),
  },
  table => [index('dead_letter_of_workspace').on(table.workspaceId, table.failedAt)],
);
