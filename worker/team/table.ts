import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Role } from '../../shared/endpoint.ts';
import type { MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import { workspace } from '../workspace/table.ts';

export const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
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
    /** SHA-256, hex: the token itself is never stored. */
    tokenHash: text('token_hash').notNull().unique(),
    device: text('device').notNull(),
    createdAt: integer('created_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    revokedAt: integer('revoked_at'),
  },
  table => [index('session_of_member').on(table.memberId)],
);

export const setupCode = sqliteTable('setup_code', {
  /** SHA-256, hex, of the 20 characters without dashes, in capitals. */
  codeHash: text('code_hash').primaryKey(),
  memberId: text('member_id')
    .$type<MemberId>()
    .notNull()
    .references(() => member.id),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
  /** The session it was used up for. */
  sessionId: text('session_id').$type<SessionId>(),
});

export const signInTry = sqliteTable(
  'sign_in_try',
  {
    /** SHA-256, hex, of the client's address. */
    clientHash: text('client_hash').notNull(),
    /** Minutes UTC. */
    minute: integer('minute').notNull(),
    tries: integer('tries').notNull(),
  },
  table => [primaryKey({ columns: [table.clientHash, table.minute] })],
);
