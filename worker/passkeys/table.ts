import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { MemberId } from '../../shared/ids.ts';
import { user } from '../team/table.ts';

/** A person's passkey; they are signed in with it to any of their workspaces. */
export const passkey = sqliteTable(
  'passkey',
  {
    /** The credential's id, base64url. */
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    /** Added in a session that is bound to one membership, it opens that one alone; null for the person's own. */
    memberId: text('member_id').$type<MemberId>(),
    /** COSE, base64url. */
    publicKey: text('public_key').notNull(),
    counter: integer('counter').notNull(),
    /** As JSON: how the browser may find it. */
    transports: text('transports').notNull(),
    /** As its owner knows it: where it was made. */
    name: text('name').notNull(),
    /** It is synced to more than one device. */
    isBackedUp: integer('is_backed_up', { mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
  },
  table => [index('passkey_of_user').on(table.userId)],
);

/** What a passkey is to sign: each is used once. */
export const passkeyChallenge = sqliteTable('passkey_challenge', {
  challenge: text('challenge').primaryKey(),
  /** Whose passkey is being made; null where somebody signs in and nobody knows yet who. */
  userId: text('user_id'),
  expiresAt: integer('expires_at').notNull(),
});
