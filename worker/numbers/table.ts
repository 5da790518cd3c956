import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { NumberId, WorkspaceId } from '../../shared/ids.ts';
import { RING_SECONDS, type WorkMode } from '../../shared/incoming/work-mode.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { workspace } from '../workspace/table.ts';

/** A number the workspace owns. */
export const number = sqliteTable(
  'number',
  {
    id: text('id').$type<NumberId>().primaryKey(),
    workspaceId: text('workspace_id')
      .$type<WorkspaceId>()
      .notNull()
      .references(() => workspace.id),
    e164: text('e164').$type<E164>().notNull(),
    name: text('name').notNull(),
    carrierSid: text('carrier_sid'),
    createdAt: integer('created_at').notNull(),
    /** May be called from. */
    voice: integer('voice', { mode: 'boolean' }).notNull().default(true),
    /** May send and receive messages. */
    sms: integer('sms', { mode: 'boolean' }).notNull().default(true),
    /** How an AI agent introduces itself on this number. */
    brandName: text('brand_name').notNull().default(''),
    /** Where incoming calls to this number are forwarded. */
    forwardTo: text('forward_to').$type<E164>(),
    mode: text('mode').$type<WorkMode>().notNull().default('always_on'),
    ringSeconds: integer('ring_seconds').notNull().default(RING_SECONDS.usual),
    /** Whether the person forwarded to has to press a key. */
    forwardAsksKey: integer('forward_asks_key', { mode: 'boolean' }).notNull().default(true),
    /** Empty for the usual words, like `offHoursMessage`. */
    greeting: text('greeting').notNull().default(''),
    offHoursMessage: text('off_hours_message').notNull().default(''),
    /** Whether callers may leave a message after the Off-Hours Message. */
    offHoursRecords: integer('off_hours_records', { mode: 'boolean' }).notNull().default(true),
    campaign: text('campaign').notNull().default(''),
    /** Since when the carrier's account no longer has it; null while it does. */
    goneAt: integer('gone_at'),
  },
  table => [uniqueIndex('number_of_workspace').on(table.workspaceId, table.e164)],
);
