// The scheduled work: every minute due jobs go to the queue; every night expired data is deleted for good, every
// carrier account is looked after, and the audit log is checked. A step that fails does not stop the others.
import type { Clock } from '../shared/clock.ts';
import { resealAiKeys } from './ai/index.ts';
import { anchorSeals, sealEntries, writeLeftIntents } from './audit/index.ts';
import { foldCalls } from './calls/index.ts';
import { foldContacts } from './contacts/index.ts';
import { inTurn } from './in-turn.ts';
import { forgetInvitations } from './invitations/index.ts';
import { drain, forgetJobs } from './jobs/index.ts';
import { log } from './log.ts';
import { systemClock } from './platform.ts';
import { forgetRecordings } from './recordings/index.ts';
import { lookAfterAccounts, lookAfterFormerAccounts } from './settings/index.ts';
import { forgetCodes } from './sign-in/index.ts';
import { forgetSessions } from './team/index.ts';

const DAY_MS = 24 * 60 * 60_000;
const RETENTION_DAYS = {
  sessions: 30,
  codes: 7,
  invitations: 90,
  doneJobs: 7,
  failedJobs: 90,
  recordings: 90,
} as const;
export const SWEEP_CRON = '17 3 * * *';

type Step = readonly [name: string, act: () => Promise<void>];

const eachMinute = (env: Env, clock: Clock): readonly Step[] => [
  ['jobs.drain', () => drain(env, clock)],
  ['audit.writeLeftIntents', () => writeLeftIntents(env, clock)],
  ['audit.seal', () => sealEntries(env)],
  ['contacts.fold', () => foldContacts(env)],
  ['calls.fold', () => foldCalls(env)],
];

const eachNight = (env: Env, clock: Clock): readonly Step[] => {
  const daysAgo = (days: number): number => clock.now() - days * DAY_MS;
  return [
    ['sessions.forget', () => forgetSessions(env, daysAgo(RETENTION_DAYS.sessions))],
    ['codes.forget', () => forgetCodes(env, daysAgo(RETENTION_DAYS.codes))],
    ['invitations.forget', () => forgetInvitations(env, daysAgo(RETENTION_DAYS.invitations))],
    [
      'jobs.forget',
      () => forgetJobs(env, daysAgo(RETENTION_DAYS.doneJobs), daysAgo(RETENTION_DAYS.failedJobs)),
    ],
    ['recordings.forget', () => forgetRecordings(env, daysAgo(RETENTION_DAYS.recordings), clock)],
    ['ai.resealKeys', () => resealAiKeys(env)],
    ['workspace.lookAfterAccounts', () => lookAfterAccounts(env, clock)],
    ['workspace.lookAfterFormer', () => lookAfterFormerAccounts(env, clock)],
    ['audit.anchor', () => anchorSeals(env, clock)],
  ];
};

const take = (steps: readonly Step[]): Promise<void> =>
  inTurn(
    steps,
    ([, act]) => act(),
    ([act]) => ({ act }),
  );

export const sweep = (env: Env, clock: Clock): Promise<void> => take(eachNight(env, clock));

export const scheduled = async ({ cron }: ScheduledController, env: Env): Promise<void> => {
  const isNight = cron === SWEEP_CRON;
  await take((isNight ? eachNight : eachMinute)(env, systemClock));
  log.info('scheduled', { act: isNight ? 'sweep' : 'drain' });
};
