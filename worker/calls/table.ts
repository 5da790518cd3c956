import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CallerIdReason, CallView, DialIntent } from '../../shared/calls/contract.ts';
import type { PartyId, PartyKind } from '../../shared/calls/parties.ts';
import type { CallId, CallSid, ContactId, MemberId, WorkspaceId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';

/** LiveCall's projection: no one else writes it. */
export const call = sqliteTable(
  'call',
  {
    id: text('id').$type<CallId>().primaryKey(),
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    /** Null for an inbound call that no rep answered. */
    memberId: text('member_id').$type<MemberId>(),
    direction: text('direction').$type<CallView['direction']>().notNull(),
    to: text('to_number').$type<E164>().notNull(),
    /** Null for a caller who withheld their number, or who has none. */
    from: text('from_number').$type<E164>(),
    /** A caller's address that is not a telephone number. */
    callerAddress: text('caller_address'),
    /** The caller's name as their network reported it. */
    callerName: text('caller_name'),
    /** Where the caller was forwarded to. */
    forwardedTo: text('forwarded_to').$type<E164>(),
    callerIdReason: text('caller_id_reason').$type<CallerIdReason>(),
    contactId: text('contact_id').$type<ContactId>(),
    /** The contact's name and company as they were when the call began. */
    contactName: text('contact_name'),
    contactCompany: text('contact_company'),
    intent: text('intent', { mode: 'json' }).$type<DialIntent>(),
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

/** Everybody who took part in a call, or was asked to: LiveCall's projection, like `call`. */
export const callParty = sqliteTable(
  'call_party',
  {
    callId: text('call_id').$type<CallId>().notNull(),
    party: text('party').$type<PartyId>().notNull(),
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    kind: text('kind').$type<PartyKind>().notNull(),
    memberId: text('member_id').$type<MemberId>(),
    number: text('number').$type<E164>(),
    openedAt: integer('opened_at').notNull(),
    /** When they first joined the room; null if they never did. */
    joinedAt: integer('joined_at'),
    /** When they left for good; null while they may still be there. */
    leftAt: integer('left_at'),
    /** How long they were in the room with a customer who had answered, with all their legs; what is over, in ms. */
    talkMs: integer('talk_ms').notNull(),
    /** The version of the call this row is from. */
    version: integer('version').notNull(),
  },
  table => [
    primaryKey({ columns: [table.callId, table.party] }),
    index('party_of_member').on(table.workspaceId, table.memberId, table.openedAt),
  ],
);
