import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { NumberId, WorkspaceId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { workspace } from '../workspace/table.ts';

/** A number the workspace owns. */
export const number = sqliteTable(
  'number',
  {
    id: text('id').$type<NumberId>().primaryKey(),
    workspaceId: text('workspace_id')
      .$type<WorkspaceId>()
      .notNull()
      .references(() => workspace.id),
    e164: text('e164').$type<E164>().notNull(),
    name: text('name').notNull(),
    carrierSid: text('carrier_sid'),
    createdAt: integer('created_at').notNull(),
  },
  table => [uniqueIndex('number_of_workspace').on(table.workspaceId, table.e164)],
);
