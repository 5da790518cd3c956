import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { MemberId, WorkspaceId } from '../../shared/ids.ts';

/**
 * What members, and the Worker itself, did. An entry is inserted, then sealed once; the `audit_entry_…` triggers
 * refuse any other change.
 */
export const auditEntry = sqliteTable(
  'audit_entry',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    at: integer('at').notNull(),
    memberId: text('member_id').$type<MemberId>(),
    act: text('act').notNull(),
    target: text('target'),
    /** JSON. */
    before: text('before'),
    after: text('after'),
    requestId: text('request_id').notNull(),
    /** Over this entry and the seal before it (shared/audit/seal.ts). */
    seal: text('seal'),
  },
  table => [
    index('audit_of_workspace').on(table.workspaceId, table.id),
    index('audit_unsealed').on(table.seal, table.id),
  ],
);

/** An act that has begun and whose entry is not written yet. The outcome of an act that stays here is unknown. */
export const auditIntent = sqliteTable(
  'audit_intent',
  {
    requestId: text('request_id').primaryKey(),
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    at: integer('at').notNull(),
    memberId: text('member_id').$type<MemberId>(),
    act: text('act').notNull(),
    target: text('target'),
    /** JSON. */
    after: text('after'),
  },
  table => [index('audit_intent_by_age').on(table.at)],
);
