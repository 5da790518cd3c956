import type { AccountSid, CallSid, WorkspaceId } from '../../shared/ids.ts';
import { jobKind } from '../jobs/index.ts';
import { askPrice } from './ask-price.ts';
import { PriceCall } from './job.ts';
import { owePriceBy, type PriceOwed } from './store.ts';
import { dueAfter } from './when-to-ask.ts';

export { owePrice } from './store.ts';

export const jobs = [
  jobKind({
    kind: 'calls.price',
    schema: PriceCall,
    title: 'Ask the carrier what a call cost',
    do: askPrice,
  }),
];

type Put = { readonly AccountSid: AccountSid; readonly CallSid: CallSid };

// The carrier ends every call after four hours: a call whose end is never reported is over by then.
const LONGEST_MS = 4 * 60 * 60_000;

const owedFor = (workspaceId: WorkspaceId, { AccountSid: accountSid, CallSid: of }: Put): PriceOwed => ({
  id: `price/${workspaceId}/${of}`,
  workspaceId,
  accountSid,
  of,
});

/** A call is being forwarded: its price is requested after its end, even if the webhook of its end never arrives. */
export const owePriceOfForward = (env: Env, workspaceId: WorkspaceId, put: Put, now: number): Promise<void> =>
  owePriceBy(env, owedFor(workspaceId, put), now, now + LONGEST_MS);

/** The forwarded call is over. */
export const priceOfForwardIsDue = (
  env: Env,
  workspaceId: WorkspaceId,
  put: Put,
  now: number,
): Promise<void> => owePriceBy(env, owedFor(workspaceId, put), now, now + (dueAfter(0) ?? 0));
