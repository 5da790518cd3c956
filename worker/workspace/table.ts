import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { OrganizationId, WorkspaceId } from '../../shared/ids.ts';

export const organization = sqliteTable('organization', {
  id: text('id').$type<OrganizationId>().primaryKey(),
  name: text('name').notNull(),
  /** Milliseconds UTC, like every time in these tables. */
  createdAt: integer('created_at').notNull(),
  /** What its plan leaves out, JSON (shared/workspace/plan.ts). */
  withheld: text('withheld').notNull().default('[]'),
});

export const workspace = sqliteTable('workspace', {
  id: text('id').$type<WorkspaceId>().primaryKey(),
  organizationId: text('organization_id')
    .$type<OrganizationId>()
    .notNull()
    .references(() => organization.id),
  name: text('name').notNull(),
  /** ISO 3166 alpha-2: the country assumed for numbers without a country code. */
  country: text('country').notNull(),
  /** 26 random characters in the path of every webhook. */
  webhookKey: text('webhook_key').notNull().unique(),
  createdAt: integer('created_at').notNull(),
  /** Not used since 0.4: each group of settings has a revision of its own (worker/settings/table.ts). */
  revision: text('revision').notNull().default(''),
  /** The settings that a dial needs, as JSON (dialing.ts); missing ones have their defaults. */
  dialing: text('dialing').notNull().default('{}'),
  /** Business hours as JSON (shared/workspace/hours.ts); null means always open. */
  hours: text('hours'),
  /** The sites on which reps' browsers look for numbers, as JSON (shared/workspace/sites.ts). */
  sites: text('sites').notNull().default('[]'),
  /** What managers and members may do, as JSON (shared/capabilities.ts); null for the defaults. */
  grants: text('grants'),
});

/** The workspace's account with the carrier. Secrets are sealed (worker/secrets/seal.ts). */
export const carrierAccount = sqliteTable('carrier_account', {
  workspaceId: text('workspace_id')
    .$type<WorkspaceId>()
    .primaryKey()
    .references(() => workspace.id),
  /** The account whose webhooks this workspace accepts. */
  accountSid: text('account_sid').notNull(),
  authToken: text('auth_token').notNull(),
  /** The previous token, whose signatures are accepted until then: the carrier may still be using it. */
  previousAuthToken: text('previous_auth_token'),
  previousUntil: integer('previous_until'),
  apiKeySid: text('api_key_sid'),
  apiKeySecret: text('api_key_secret'),
  /** The TwiML application that was created for this workspace. */
  appSid: text('app_sid'),
  dialerEnabled: integer('dialer_enabled', { mode: 'boolean' }).notNull().default(false),
  /** The kind of account the carrier last reported. */
  kind: text('kind').$type<'trial' | 'full'>(),
  /** How many simultaneous calls it may have; null if there is no limit, or the carrier has not said. */
  mostCalls: integer('most_calls'),
  /** The countries the carrier does not let it call, as JSON; null if the carrier has not said. */
  barredCountries: text('barred_countries'),
  /** The problems found that prevent calls, as JSON. */
  problems: text('problems').notNull().default('[]'),
  checkedAt: integer('checked_at'),
  /** Until when the account is claimed by a run that sets it up. */
  settingUpUntil: integer('setting_up_until'),
});

/**
 * An account this workspace called with before. Calls that began with it continue with it, and their recordings are
 * fetched from it; no new call uses it.
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
