import { sql } from 'drizzle-orm';
import type { Spend } from '../../shared/workspace/spend.ts';
import { type Db, openDb } from '../db.ts';
import { bringForward, owe, type PriceCall, postpone, settle } from '../jobs/index.ts';
import { callPrice } from './table.ts';
import { dueAfter } from './when-to-ask.ts';

export type PriceOwed = Omit<PriceCall, 'kind' | 'asked'>;

/** The row that owes a call's price from its end on, for the transaction that writes the end. */
export const owePrice = (db: Db, owed: PriceOwed, endedAt: number) =>
  owe(
    db,
    owed.workspaceId,
    { ...owed, kind: 'calls.price', asked: 0 },
    endedAt,
    endedAt + (dueAfter(0) ?? 0),
  );

/** The same, and sooner where it was owed already for later. */
export const owePriceBy = async (env: Env, owed: PriceOwed, now: number, dueAt: number): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([
    owe(db, owed.workspaceId, { ...owed, kind: 'calls.price', asked: 0 }, now, dueAt),
    bringForward(db, owed.id, dueAt),
  ]);
};

/** Stores what is known of a price and, in the same transaction, marks the job done or due again. */
export const notePrice = async (
  env: Env,
  job: PriceCall,
  { spend, isComplete }: { readonly spend: Spend | undefined; readonly isComplete: boolean },
  now: number,
  again: number | undefined,
): Promise<void> => {
  const db = openDb(env.DB);
  const { workspaceId, of: callId } = job;
  const next =
    again === undefined ? settle(db, job.id, now) : postpone(db, { ...job, asked: job.asked + 1 }, again);
  if (!spend) return void (await next);
  await db.batch([
    db
      .insert(callPrice)
      .values({ workspaceId, callId, ...spend, isComplete, toldAt: now })
      .onConflictDoUpdate({
        target: [callPrice.workspaceId, callPrice.callId],
        // A late job may know the price of fewer legs than an earlier one; never go back.
        set: { micros: sql`max(${callPrice.micros}, excluded.micros)`, isComplete, toldAt: now },
      }),
    next,
  ]);
};
