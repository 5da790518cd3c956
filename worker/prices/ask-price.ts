import type { Clock } from '../../shared/clock.ts';
import { CallId } from '../../shared/ids.ts';
import { isDone } from '../jobs/index.ts';
import { legsOf } from '../legs/index.ts';
import { log } from '../log.ts';
import { switchboardOf } from '../objects.ts';
import type { Price } from '../presence/index.ts';
import { type Carrier, carrierOf } from '../twilio/index.ts';
import { accountNamed, loginOf } from '../workspace/index.ts';
import type { PriceCall } from './job.ts';
import { type LegPrice, priceOfAnswer, priceOfLeg } from './price-of-leg.ts';
import { notePrice } from './store.ts';
import { dueAfter } from './when-to-ask.ts';

/** The prices of a forwarded call: the caller's own leg, and each leg that rang for them. */
const pricesOfForward = async (carrier: Carrier, callSid: string): Promise<LegPrice[]> => {
  const [parent, children] = await Promise.all([carrier.fetchCall(callSid), carrier.childrenOf(callSid)]);
  if (children.kind !== 'done') return [priceOfAnswer(parent), { kind: 'later' }];
  return [priceOfAnswer(parent), ...children.value.calls.map(priceOfLeg)];
};

const pricesOf = async (env: Env, { workspaceId, accountSid, of }: PriceCall): Promise<LegPrice[]> => {
  const account = await accountNamed(env, workspaceId, accountSid);
  if (!account) return [{ kind: 'never' }];
  const carrier = carrierOf(loginOf(env, account));
  const callId = CallId.safeParse(of);
  if (!callId.success) return pricesOfForward(carrier, of);
  const legs = await legsOf(env, workspaceId, callId.data);
  return Promise.all(legs.map(async callSid => priceOfAnswer(await carrier.fetchCall(callSid))));
};

/** The known prices together. The account's currency may have changed between two legs: each keeps its own. */
const knownOf = (prices: readonly LegPrice[]): Price => {
  const legs = prices.flatMap(each =>
    each.kind === 'known' ? [{ leg: each.leg, currency: each.currency, micros: each.micros }] : [],
  );
  return { legs, isComplete: legs.length === prices.length };
};

/**
 * Asks the carrier what a call cost and counts the prices it reports. Missing prices are requested again, at growing
 * intervals and not for ever; they are never guessed.
 */
export const askPrice = async (env: Env, job: PriceCall, clock: Clock): Promise<void> => {
  if (await isDone(env, job.id)) return;
  const prices = await pricesOf(env, job);
  const price = knownOf(prices);
  const wait = prices.some(({ kind }) => kind === 'later') ? dueAfter(job.asked + 1) : undefined;
  // Counted first: the job is done only once the price is counted, and counting it again changes nothing.
  if (price.legs.length > 0 || price.isComplete)
    await switchboardOf(env, job.workspaceId).priceKnown(job.of, price);
  const now = clock.now();
  await notePrice(env, job, price, now, wait === undefined ? undefined : now + wait);
  if (wait === undefined && !price.isComplete)
    log.warn('prices.unknown', { workspaceId: job.workspaceId, act: job.of });
};
