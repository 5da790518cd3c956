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
  /** The member who made it and has therefore seen it; null if it was made at the installation's command line. */
  madeBy: text('made_by').$type<MemberId>(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
  /** The session it opened. */
  sessionId: text('session_id').$type<SessionId>(),
});

/** A code sent by mail, to sign in or for a step-up. */
export const mailCode = sqliteTable('mail_code', {
  /** SHA-256, hex, of the secret that only the requesting browser has. */
  requestHash: text('request_hash').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id),
  /** The membership it opens; null for a code of a step-up, which opens none. */
  memberId: text('member_id').$type<MemberId>(),
  /** The session it opens is valid for that membership alone: its person owns a workspace, which mail cannot open. */
  isBound: integer('is_bound', { mode: 'boolean' }).notNull().default(false),
  /** SHA-256, hex, of that hash and the code. Somebody who recovers the code from it still lacks the secret. */
  codeHash: text('code_hash').notNull(),
  triesLeft: integer('tries_left').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
});

export const signInTry = sqliteTable(
  'sign_in_try',
  {
    /**
     * SHA-256, hex, of what is limited (a network, an email address, a session or a member) and of the length of the
     * limit's period.
     */
    clientHash: text('client_hash').notNull(),
    /** Minutes UTC. */
    minute: integer('minute').notNull(),
    tries: integer('tries').notNull(),
  },
  table => [primaryKey({ columns: [table.clientHash, table.minute] })],
);
