import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Role } from '../../shared/endpoint.ts';
import type { InvitationId, MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import { workspace } from '../workspace/table.ts';

/** Somebody who is to become a member, and is none until they accept: it gives no role and says nothing of them. */
export const invitation = sqliteTable(
  'invitation',
  {
    id: text('id').$type<InvitationId>().primaryKey(),
    workspaceId: text('workspace_id')
      .$type<WorkspaceId>()
      .notNull()
      .references(() => workspace.id),
    email: text('email').notNull(),
    /** As the workspace is to call them. */
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** Who invited them, and so has seen the code. */
    madeBy: text('made_by').$type<MemberId>().notNull(),
    /** SHA-256, hex, of the code's 20 characters without dashes, in capitals. */
    codeHash: text('code_hash').notNull().unique(),
    sentAt: integer('sent_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    /** How it ended, if it did. A withdrawn one is deleted. */
    outcome: text('outcome').$type<'accepted' | 'declined'>(),
    endedAt: integer('ended_at'),
    /** The session it was accepted in, or that its code opened. */
    sessionId: text('session_id').$type<SessionId>(),
  },
  // One for each address; inviting somebody anew takes the place of what ended.
  table => [uniqueIndex('invitation_of_workspace').on(table.workspaceId, table.email)],
);
