import type { Clock } from '../../shared/clock.ts';
import { log } from '../log.ts';
import { markSent, unsent } from './store.ts';

// A job that was sent to the queue and is not done after this long is sent again: doing it twice is harmless.
const LOST_AFTER_MS = 30 * 60_000;
const AT_ONCE = 50;

/** Sends the due jobs of the outbox to the queue. They are marked after sending: delivery is at least once. */
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

/** Sends jobs that should not wait for the next minute. If that fails, the minute's cron sends them. */
export const drainNow = async (env: Env, clock: Clock): Promise<void> => {
  try {
    await drain(env, clock);
  } catch (error) {
    log.warn('jobs.drain', { error });
  }
};
