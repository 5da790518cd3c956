import { sql } from 'drizzle-orm';
import { addSpends } from '../../shared/workspace/spend.ts';
import { type Db, openDb } from '../db.ts';
import { bringForward, owe, postpone, settle } from '../jobs/index.ts';
import type { Price } from '../presence/index.ts';
import type { PriceCall } from './job.ts';
import { callPrice } from './table.ts';
import { dueAfter } from './when-to-ask.ts';

export type PriceOwed = Omit<PriceCall, 'kind' | 'asked'>;

const askedAgain = (job: PriceCall): PriceCall => ({ ...job, asked: job.asked + 1 });
const jobOf = (owed: PriceOwed): PriceCall => ({ ...owed, kind: 'calls.price', asked: 0 });

/** The outbox row that requests a call's price after its end, for the transaction that writes the end. */
export const owePrice = (db: Db, owed: PriceOwed, endedAt: number) =>
  owe(db, owed.workspaceId, jobOf(owed), endedAt, endedAt + (dueAfter(0) ?? 0));

/** The same, written at once; a job that is already queued for later is brought forward. */
export const owePriceBy = async (env: Env, owed: PriceOwed, now: number, dueAt: number): Promise<void> => {
  const db = openDb(env.DB);
  await db.batch([owe(db, owed.workspaceId, jobOf(owed), now, dueAt), bringForward(db, owed.id, dueAt)]);
};

/** Stores what is known of a price and, in the same transaction, marks the job done or due again. */
export const notePrice = async (
  env: Env,
  job: PriceCall,
  { legs, isComplete }: Price,
  now: number,
  again: number | undefined,
): Promise<void> => {
  const db = openDb(env.DB);
  const { workspaceId, of: callId } = job;
  const next = again === undefined ? settle(db, job.id, now) : postpone(db, askedAgain(job), again);
  const [spend, ...others] = addSpends(legs);
  if (!spend) return void (await next);
  const known = {
    ...spend,
    otherSpends: JSON.stringify(others),
    pricedLegs: legs.length,
    isComplete,
    toldAt: now,
  };
  await db.batch([
    db
      .insert(callPrice)
      .values({ workspaceId, callId, ...known })
      .onConflictDoUpdate({
        target: [callPrice.workspaceId, callPrice.callId],
        set: known,
        // A late job may know the price of fewer legs than an earlier one; never go back.
        setWhere: sql`excluded.priced_legs >= ${callPrice.pricedLegs}`,
      }),
    next,
  ]);
};
