import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Role } from '../../shared/endpoint.ts';
import type { MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import { workspace } from '../workspace/table.ts';

export const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  email: text('email').notNull().unique(),
  createdAt: integer('created_at').notNull(),
});

export const member = sqliteTable(
  'member',
  {
    id: text('id').$type<MemberId>().primaryKey(),
    workspaceId: text('workspace_id')
      .$type<WorkspaceId>()
      .notNull()
      .references(() => workspace.id),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    role: text('role').$type<Role>().notNull(),
    /** The name in this workspace: other workspaces may use another and do not see this one. */
    name: text('name').notNull().default(''),
    /**
     * Joined with a code that somebody in the workspace has seen, so it is not certain that this is the person. The
     * membership counts in this workspace only, not for the person elsewhere, until they sign in themselves.
     */
    isUnconfirmed: integer('is_unconfirmed', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
    removedAt: integer('removed_at'),
  },
  table => [uniqueIndex('member_of_workspace').on(table.workspaceId, table.userId)],
);

export const session = sqliteTable(
  'session',
  {
    id: text('id').$type<SessionId>().primaryKey(),
    memberId: text('member_id')
      .$type<MemberId>()
      .notNull()
      .references(() => member.id),
    workspaceId: text('workspace_id')
      .$type<WorkspaceId>()
      .notNull()
      .references(() => workspace.id),
    /** SHA-256, hex, of the access token; the tokens themselves are never stored. */
    tokenHash: text('token_hash').notNull().unique(),
    tokenUntil: integer('token_until').notNull().default(0),
    /** SHA-256, hex, of the renewal token, and of the one before. */
    renewalHash: text('renewal_hash').notNull().default(''),
    previousRenewalHash: text('previous_renewal_hash'),
    /** Public key: P-256, SPKI in base64url. The private key never leaves the browser. */
    publicKey: text('public_key').notNull().default(''),
    /**
     * Opened by a code that somebody in this workspace has seen: it proves a membership, not a person, and is not
     * valid elsewhere.
     */
    isBound: integer('is_bound', { mode: 'boolean' }).notNull().default(false),
    device: text('device').notNull(),
    /** When the person last proved their identity in this session. */
    steppedUpAt: integer('proved_at').notNull().default(0),
    createdAt: integer('created_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    revokedAt: integer('revoked_at'),
  },
  table => [index('session_of_member').on(table.memberId)],
);
