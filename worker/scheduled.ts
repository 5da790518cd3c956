// The clock's end: every minute what is owed goes to the queue, every night what is past its time goes for good, and
// every account with the carrier is looked after.
import type { Clock } from '../shared/clock.ts';
import { resealAiKeys } from './ai/index.ts';
import { sealEntries, writeLeftIntents } from './audit/index.ts';
import { drain, forgetJobs } from './jobs/index.ts';
import { log } from './log.ts';
import { systemClock } from './platform.ts';
import { forgetCallRecordings, RECORDINGS_PREFIX } from './recordings/index.ts';
import { lookAfterAccounts } from './settings/index.ts';
import { forgetCodes } from './sign-in/index.ts';
import { forgetSessions } from './team/index.ts';
import { forgetRecordings, VOICEMAIL_PREFIX } from './voicemail/index.ts';

const DAY_MS = 24 * 60 * 60_000;
const KEEP_DAYS = { sessions: 30, codes: 7, doneJobs: 7, deadLetters: 90, recordings: 90 } as const;
export const SWEEP_CRON = '17 3 * * *';

/** What lies under a prefix longer than that, page by page. */
const dropOld = async (env: Env, prefix: string, before: number): Promise<void> => {
  let cursor: string | undefined;
  do {
    const page = await env.RECORDINGS.list({ prefix, cursor });
    const old = page.objects.filter(each => each.uploaded.getTime() < before).map(each => each.key);
    if (old.length > 0) await env.RECORDINGS.delete(old);
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
};

/** Recordings whose time is up. */
const dropRecordings = async (env: Env, before: number): Promise<void> => {
  await dropOld(env, VOICEMAIL_PREFIX, before);
  await forgetRecordings(env, before);
  await dropOld(env, RECORDINGS_PREFIX, before);
  await forgetCallRecordings(env, before);
};

export const sweep = async (env: Env, clock: Clock): Promise<void> => {
  const daysAgo = (days: number): number => clock.now() - days * DAY_MS;
  await forgetSessions(env, daysAgo(KEEP_DAYS.sessions));
  await forgetCodes(env, daysAgo(KEEP_DAYS.codes));
  await forgetJobs(env, daysAgo(KEEP_DAYS.doneJobs), daysAgo(KEEP_DAYS.deadLetters));
  await dropRecordings(env, daysAgo(KEEP_DAYS.recordings));
  await resealAiKeys(env);
  await lookAfterAccounts(env, clock);
};

export const scheduled = async ({ cron }: ScheduledController, env: Env): Promise<void> => {
  if (cron === SWEEP_CRON) await sweep(env, systemClock);
  else {
    await drain(env, systemClock);
    await writeLeftIntents(env, systemClock);
    await sealEntries(env);
  }
  log.info('scheduled', { act: cron === SWEEP_CRON ? 'sweep' : 'drain' });
};
