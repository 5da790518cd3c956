import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { MemberId } from '../../shared/ids.ts';
import { user } from '../team/table.ts';

/** A person's passkey, which signs them in to any of their workspaces. */
export const passkey = sqliteTable(
  'passkey',
  {
    /** The credential's id, base64url. */
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    /** Set if it was added in a session bound to one membership, the only one it opens; null for the person's own. */
    memberId: text('member_id').$type<MemberId>(),
    /** COSE, base64url. */
    publicKey: text('public_key').notNull(),
    counter: integer('counter').notNull(),
    /** JSON: the transports by which the browser may reach it. */
    transports: text('transports').notNull(),
    /** The name its owner sees: where it was made. */
    name: text('name').notNull(),
    /** Whether it is synced to more than one device. */
    isBackedUp: integer('is_backed_up', { mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
  },
  table => [index('passkey_of_user').on(table.userId)],
);

/** A challenge for a passkey to sign; each is used once. */
export const passkeyChallenge = sqliteTable('passkey_challenge', {
  challenge: text('challenge').primaryKey(),
  /** Whose challenge it is; null for signing in, where the person is not known yet. */
  userId: text('user_id'),
  expiresAt: integer('expires_at').notNull(),
});
