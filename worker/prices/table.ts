import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CallId, CallSid, WorkspaceId } from '../../shared/ids.ts';

/** What a call cost, as far as the carrier has told: of a call of ours, or of a caller who was put through. */
export const callPrice = sqliteTable(
  'call_price',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    /** The call's id, or the SID of the leg that was put through. */
    callId: text('call_id').$type<CallId | CallSid>().notNull(),
    /** Micro-units of the currency, of all its legs in it together; less than nothing for a credit. */
    micros: integer('micros').notNull(),
    /** ISO 4217: the account's. */
    currency: text('currency').notNull(),
    /** As JSON, what its other legs cost where the account's currency changed in between. */
    otherSpends: text('other_spends').notNull().default('[]'),
    /** How many of its legs have a price. */
    pricedLegs: integer('priced_legs').notNull().default(0),
    /** Whether every leg has its price. Where the carrier never told one, it stays false. */
    isComplete: integer('is_complete', { mode: 'boolean' }).notNull(),
    toldAt: integer('told_at').notNull(),
  },
  // Two workspaces may share an account, and with it the SIDs of its calls.
  table => [primaryKey({ columns: [table.workspaceId, table.callId] })],
);
