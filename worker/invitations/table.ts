import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Role } from '../../shared/endpoint.ts';
import type { InvitationId, MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import { workspace } from '../workspace/table.ts';

/** An invited person. They become a member only by accepting: until then the invitation gives no role. */
export const invitation = sqliteTable(
  'invitation',
  {
    id: text('id').$type<InvitationId>().primaryKey(),
    workspaceId: text('workspace_id')
      .$type<WorkspaceId>()
      .notNull()
      .references(() => workspace.id),
    email: text('email').notNull(),
    /** The name the person will have in this workspace. */
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** The member who invited them and has therefore seen the code. */
    madeBy: text('made_by').$type<MemberId>().notNull(),
    /** SHA-256, hex, of the code's 20 characters without dashes, in capitals. */
    codeHash: text('code_hash').notNull().unique(),
    sentAt: integer('sent_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    /** How the invitation ended; null while it is open. A withdrawn invitation is deleted. */
    outcome: text('outcome').$type<'accepted' | 'declined'>(),
    endedAt: integer('ended_at'),
    /** The session in which it was accepted, or which its code opened. */
    sessionId: text('session_id').$type<SessionId>(),
  },
  // One invitation per address; a new one replaces an ended one.
  table => [uniqueIndex('invitation_of_workspace').on(table.workspaceId, table.email)],
);
