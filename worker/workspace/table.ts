import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { OrganizationId, WorkspaceId } from '../../shared/ids.ts';

export const organization = sqliteTable('organization', {
  id: text('id').$type<OrganizationId>().primaryKey(),
  name: text('name').notNull(),
  /** Milliseconds UTC, as every time in these tables. */
  createdAt: integer('created_at').notNull(),
});

export const workspace = sqliteTable('workspace', {
  id: text('id').$type<WorkspaceId>().primaryKey(),
  organizationId: text('organization_id')
    .$type<OrganizationId>()
    .notNull()
    .references(() => organization.id),
  name: text('name').notNull(),
  /** ISO 3166 alpha-2: how numbers without a country code are read. */
  country: text('country').notNull(),
  /** The carrier account whose webhooks this workspace believes. */
  accountSid: text('account_sid').notNull(),
  /** 26 random characters in the path of every webhook. */
  webhookKey: text('webhook_key').notNull().unique(),
  createdAt: integer('created_at').notNull(),
});
