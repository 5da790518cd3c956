import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CallView, DialIntent } from '../../shared/calls/contract.ts';
import type { CallId, CallSid, ContactId, MemberId, WorkspaceId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';

/** LiveCall's projection: no one else writes it. */
export const call = sqliteTable(
  'call',
  {
    id: text('id').$type<CallId>().primaryKey(),
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    memberId: text('member_id').$type<MemberId>().notNull(),
    direction: text('direction').$type<CallView['direction']>().notNull(),
    to: text('to_number').$type<E164>().notNull(),
    from: text('from_number').$type<E164>().notNull(),
    callerIdReason: text('caller_id_reason').$type<CallView['callerIdReason']>().notNull(),
    contactId: text('contact_id').$type<ContactId>().notNull(),
    /** The contact's name and company as they were when the call began. */
    contactName: text('contact_name'),
    contactCompany: text('contact_company'),
    intent: text('intent', { mode: 'json' }).$type<DialIntent>().notNull(),
    phase: text('phase').$type<CallView['phase']>().notNull(),
    endReason: text('end_reason').$type<CallView['endReason']>(),
    endedBy: text('ended_by').$type<CallView['endedBy']>(),
    endDetail: text('end_detail').$type<CallView['endDetail']>(),
    openedAt: integer('opened_at').notNull(),
    ringingAt: integer('ringing_at'),
    answeredAt: integer('answered_at'),
    endedAt: integer('ended_at'),
    muted: integer('muted', { mode: 'boolean' }).notNull(),
    onHold: integer('on_hold', { mode: 'boolean' }).notNull(),
    linked: integer('linked', { mode: 'boolean' }).notNull(),
    customerCallSid: text('customer_call_sid').$type<CallSid>(),
    version: integer('version').notNull(),
    /** The contact's name and company as they are searched (shared/search/fold.ts); null in an older call. */
    search: text('search'),
  },
  table => [
    index('call_of_workspace').on(table.workspaceId, table.openedAt),
    index('call_of_member').on(table.workspaceId, table.memberId, table.openedAt),
    index('call_of_contact').on(table.workspaceId, table.contactId, table.openedAt),
    index('call_to_fold').on(table.id).where(sql`search is null`),
  ],
);
