import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CallId, CallSid, WorkspaceId } from '../../shared/ids.ts';

/** The cost of a call of ours or of a forwarded call, as far as the carrier has reported it. */
export const callPrice = sqliteTable(
  'call_price',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    /** The call's id, or the SID of the forwarded caller's leg. */
    callId: text('call_id').$type<CallId | CallSid>().notNull(),
    /** Micro-units of the currency, the sum of all legs priced in it; negative for a credit. */
    micros: integer('micros').notNull(),
    /** ISO 4217: the account's currency. */
    currency: text('currency').notNull(),
    /** JSON: the cost of the other legs, if the account's currency changed in between. */
    otherSpends: text('other_spends').notNull().default('[]'),
    /** How many of its legs have a price. */
    pricedLegs: integer('priced_legs').notNull().default(0),
    /** Whether every leg has its price. Stays false if the carrier never reports one of them. */
    isComplete: integer('is_complete', { mode: 'boolean' }).notNull(),
    toldAt: integer('told_at').notNull(),
  },
  // Two workspaces may share an account, and with it the SIDs of its calls.
  table => [primaryKey({ columns: [table.workspaceId, table.callId] })],
);
