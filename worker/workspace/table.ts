import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { OrganizationId, WorkspaceId } from '../../shared/ids.ts';

export const organization = sqliteTable('organization', {
  id: text('id').$type<OrganizationId>().primaryKey(),
  name: text('name').notNull(),
  /** Milliseconds UTC, as every time in these tables. */
  createdAt: integer('created_at').notNull(),
  /** What its plan leaves out, as JSON (shared/workspace/plan.ts). */
  withheld: text('withheld').notNull().default('[]'),
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
  /** 26 random characters in the path of every webhook. */
  webhookKey: text('webhook_key').notNull().unique(),
  createdAt: integer('created_at').notNull(),
  /** Another one after each change, so that who changes what somebody else has changed meanwhile is told. */
  revision: text('revision').notNull().default(''),
  /** What a rep's panel goes by, as JSON; what is not in it is as it comes. */
  dialing: text('dialing').notNull().default('{}'),
  /** Business hours as JSON (shared/workspace/hours.ts); null for always. */
  hours: text('hours'),
  /** On which sites reps' browsers look for numbers, as JSON (shared/workspace/sites.ts). */
  sites: text('sites').notNull().default('[]'),
  /** What managers and members may, as JSON (shared/capabilities.ts); null for what is usual. */
  grants: text('grants'),
});

/** The workspace's account with the carrier. Secrets are sealed (worker/secrets/seal.ts). */
export const carrierAccount = sqliteTable('carrier_account', {
  workspaceId: text('workspace_id')
    .$type<WorkspaceId>()
    .primaryKey()
    .references(() => workspace.id),
  /** The account whose webhooks this workspace believes. */
  accountSid: text('account_sid').notNull(),
  authToken: text('auth_token').notNull(),
  /** The token before this one, whose signatures are good until then: the carrier may still be using it. */
  previousAuthToken: text('previous_auth_token'),
  previousUntil: integer('previous_until'),
  apiKeySid: text('api_key_sid'),
  apiKeySecret: text('api_key_secret'),
  /** The TwiML application that was made for this workspace. */
  appSid: text('app_sid'),
  dialerEnabled: integer('dialer_enabled', { mode: 'boolean' }).notNull().default(false),
  /** What the carrier said of the account when it was last asked. */
  kind: text('kind').$type<'trial' | 'full'>(),
  /** How many calls it may have at the same time; null where there is no limit, or the carrier has not said. */
  mostCalls: integer('most_calls'),
  /** The countries the carrier does not let it call, as JSON; null where the carrier has not said. */
  barredCountries: text('barred_countries'),
  /** What was found in the way of calling, as JSON. */
  problems: text('problems').notNull().default('[]'),
  checkedAt: integer('checked_at'),
  /** Somebody is setting the account up until then. */
  settingUpUntil: integer('setting_up_until'),
});

/**
 * An account this workspace called with before. The calls that began with it go on with it, and their recordings are
 * fetched from it; nothing new begins with it.
 */
export const formerAccount = sqliteTable(
  'former_account',
  {
    workspaceId: text('workspace_id')
      .$type<WorkspaceId>()
      .notNull()
      .references(() => workspace.id),
    accountSid: text('account_sid').notNull(),
    authToken: text('auth_token').notNull(),
    apiKeySid: text('api_key_sid'),
    apiKeySecret: text('api_key_secret'),
    replacedAt: integer('replaced_at').notNull(),
  },
  table => [primaryKey({ columns: [table.workspaceId, table.accountSid] })],
);
