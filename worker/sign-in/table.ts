import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { MemberId, SessionId } from '../../shared/ids.ts';
import { member, user } from '../team/table.ts';

export const setupCode = sqliteTable('setup_code', {
  /** SHA-256, hex, of the 20 characters without dashes, in capitals. */
  codeHash: text('code_hash').primaryKey(),
  memberId: text('member_id')
    .$type<MemberId>()
    .notNull()
    .references(() => member.id),
  /** Who of the workspace made it, and so has seen it; null for whoever runs the installation. */
  madeBy: text('made_by').$type<MemberId>(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
  /** The session it was used up for. */
  sessionId: text('session_id').$type<SessionId>(),
});

/** A code that was mailed to somebody who wants to sign in. */
export const mailCode = sqliteTable('mail_code', {
  /** SHA-256, hex, of the secret that only the browser that asked has. */
  requestHash: text('request_hash').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id),
  /** The membership it opens; null for a code of a step-up, which opens none. */
  memberId: text('member_id').$type<MemberId>(),
  /** The session it opens is good for that membership alone: its person owns another workspace, which mail opens not. */
  isBound: integer('is_bound', { mode: 'boolean' }).notNull().default(false),
  /** SHA-256, hex, of that hash and the code. Who finds the code from it still lacks the secret. */
  codeHash: text('code_hash').notNull(),
  triesLeft: integer('tries_left').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
});

export const signInTry = sqliteTable(
  'sign_in_try',
  {
    /** SHA-256, hex, of the client's address, or of whom a code is asked for. */
    clientHash: text('client_hash').notNull(),
    /** Minutes UTC. */
    minute: integer('minute').notNull(),
    tries: integer('tries').notNull(),
  },
  table => [primaryKey({ columns: [table.clientHash, table.minute] })],
);
