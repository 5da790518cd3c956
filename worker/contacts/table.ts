import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ContactId, WorkspaceId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { workspace } from '../workspace/table.ts';

export const contact = sqliteTable(
  'contact',
  {
    id: text('id').$type<ContactId>().primaryKey(),
    workspaceId: text('workspace_id')
      .$type<WorkspaceId>()
      .notNull()
      .references(() => workspace.id),
    name: text('name'),
    company: text('company'),
    email: text('email'),
    /** `call` when a call made it; `sandbox`, `import` and others later. */
    source: text('source').notNull(),
    createdAt: integer('created_at').notNull(),
    /** Name, company and address folded for search (shared/search/fold.ts); null until they are folded. */
    search: text('search'),
  },
  table => [
    index('contact_of_workspace').on(table.workspaceId),
    index('contact_to_fold').on(table.id).where(sql`search is null`),
  ],
);

/** A number belongs to one contact of a workspace. */
export const contactPhone = sqliteTable(
  'contact_phone',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    e164: text('e164').$type<E164>().notNull(),
    contactId: text('contact_id')
      .$type<ContactId>()
      .notNull()
      .references(() => contact.id),
  },
  table => [
    primaryKey({ columns: [table.workspaceId, table.e164] }),
    index('contact_phone_of_contact').on(table.contactId),
  ],
);
