import { type Step, timeBefore } from '../scheduled-step.ts';
import { drain } from './drain.ts';
import { forgetJobs } from './store.ts';

export { consume } from './consume.ts';
export { drain, drainNow } from './drain.ts';
export { type Job, JobId, type JobKind, jobKind, readJob } from './job.ts';
export {
  bringForward,
  failedJobOf,
  failedJobsOf,
  isDone,
  owe,
  postpone,
  revive,
  settle,
} from './store.ts';
export { outbox } from './table.ts';

const DONE_DAYS = 7;
const FAILED_DAYS = 90;

export const everyMinute: readonly Step[] = [{ name: 'jobs.drain', do: drain }];

export const everyNight: readonly Step[] = [
  {
    name: 'jobs.forget',
    do: (env, clock) => forgetJobs(env, timeBefore(clock, DONE_DAYS), timeBefore(clock, FAILED_DAYS)),
  },
];
