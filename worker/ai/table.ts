import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { WorkspaceId } from '../../shared/ids.ts';
import { workspace } from '../workspace/table.ts';

/** The language model a workspace uses: anything that speaks OpenAI's API. The key is sealed. */
export const aiAccount = sqliteTable('ai_account', {
  workspaceId: text('workspace_id')
    .$type<WorkspaceId>()
    .primaryKey()
    .references(() => workspace.id),
  /** Up to and including /v1. */
  endpoint: text('endpoint').notNull(),
  model: text('model').notNull(),
  apiKey: text('api_key'),
  checkedAt: integer('checked_at').notNull(),
});
