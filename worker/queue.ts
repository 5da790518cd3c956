// The queue consumer: each job goes to its kind. A job that fails for good becomes a row that people see.
import { JOB_KINDS } from './job-kinds.ts';
import { consume } from './jobs/index.ts';
import { systemClock } from './platform.ts';

export const queue = (batch: MessageBatch, env: Env): Promise<void> =>
  consume({ kinds: JOB_KINDS, env, clock: systemClock }, batch);
