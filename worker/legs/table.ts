import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { PartyKind } from '../../shared/calls/parties.ts';
import type { CallId, CallSid, WorkspaceId } from '../../shared/ids.ts';

/** Any leg's SID → its call. */
export const callLeg = sqliteTable(
  'call_leg',
  {
    callSid: text('call_sid').$type<CallSid>().primaryKey(),
    callId: text('call_id').$type<CallId>().notNull(),
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    kind: text('kind').$type<PartyKind>().notNull(),
  },
  table => [index('leg_of_call').on(table.callId)],
);
