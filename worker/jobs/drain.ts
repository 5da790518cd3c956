import type { Clock } from '../../shared/clock.ts';
import { log } from '../log.ts';
import { markSent, unsent } from './store.ts';

// A job that went to the queue and was not heard of for this long goes again: doing it twice is harmless.
const LOST_AFTER_MS = 30 * 60_000;
const AT_ONCE = 50;

/** Sends what the outbox owes to the queue. Sent before it is marked: at least once. */
export const drain = async (env: Env, clock: Clock): Promise<void> => {
  const jobs = await unsent(env, clock.now(), clock.now() - LOST_AFTER_MS, AT_ONCE);
  if (jobs.length === 0) return;
  await env.JOBS.sendBatch(jobs.map(body => ({ body })));
  await markSent(
    env,
    jobs.map(job => job.id),
    clock.now(),
  );
};

/** Sends at once what should not wait for the next minute. If that fails, the minute's cron sends it. */
export const drainNow = async (env: Env, clock: Clock): Promise<void> => {
  try {
    await drain(env, clock);
  } catch (error) {
    log.warn('jobs.drain', { error });
  }
};
