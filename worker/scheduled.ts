// The scheduled work: due jobs and other small things every minute, and everything that can wait every night: expired
// data is deleted for good, every carrier account is looked after, the audit log is checked.
import type { Clock } from '../shared/clock.ts';
import * as ai from './ai/index.ts';
import * as audit from './audit/index.ts';
import * as calls from './calls/index.ts';
import * as contacts from './contacts/index.ts';
import { inTurn } from './in-turn.ts';
import * as invitations from './invitations/index.ts';
import * as jobs from './jobs/index.ts';
import { log } from './log.ts';
import { systemClock } from './platform.ts';
import * as recordings from './recordings/index.ts';
import type { Step } from './scheduled-step.ts';
import * as settings from './settings/index.ts';
import * as signIn from './sign-in/index.ts';
import * as team from './team/index.ts';

export const SWEEP_CRON = '17 3 * * *';

const EVERY_MINUTE: readonly Step[] = [
  ...jobs.everyMinute,
  ...audit.everyMinute,
  ...contacts.everyMinute,
  ...calls.everyMinute,
];

const EVERY_NIGHT: readonly Step[] = [
  ...team.everyNight,
  ...signIn.everyNight,
  ...invitations.everyNight,
  ...jobs.everyNight,
  ...recordings.everyNight,
  ...ai.everyNight,
  ...settings.everyNight,
  ...audit.everyNight,
];

/** A step that fails does not stop the others. */
const take = (steps: readonly Step[], env: Env, clock: Clock): Promise<void> =>
  inTurn(
    steps,
    step => step.do(env, clock),
    ({ name }) => ({ act: name }),
  );

export const sweep = (env: Env, clock: Clock): Promise<void> => take(EVERY_NIGHT, env, clock);

export const scheduled = async ({ cron }: ScheduledController, env: Env): Promise<void> => {
  const isNight = cron === SWEEP_CRON;
  await take(isNight ? EVERY_NIGHT : EVERY_MINUTE, env, systemClock);
  log.info('scheduled', { act: isNight ? 'sweep' : 'drain' });
};
