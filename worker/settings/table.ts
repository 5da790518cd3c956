import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { MemberId, WorkspaceId } from '../../shared/ids.ts';
import { workspace } from '../workspace/table.ts';

/** One row for each group of settings that was ever changed (shared/settings/groups.ts). */
export const setting = sqliteTable(
  'setting',
  {
    workspaceId: text('workspace_id')
      .$type<WorkspaceId>()
      .notNull()
      .references(() => workspace.id),
    groupId: text('group_id').notNull(),
    /** Changes with every change of the group. */
    revision: text('revision').notNull(),
    /** The values as JSON; null for a group whose values have columns of their own. */
    value: text('value'),
    changedAt: integer('changed_at').notNull(),
    changedBy: text('changed_by').$type<MemberId>().notNull(),
  },
  table => [primaryKey({ columns: [table.workspaceId, table.groupId] })],
);
