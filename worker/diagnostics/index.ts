import type { Hono } from 'hono';
import * as contract from '../../shared/diagnostics/contract.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { checkUp } from './check-up.ts';
import { failedJobs } from './failed-jobs.ts';
import { retry } from './retry.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.checkUp, checkUp);
  onMember(app, contract.failedJobs, failedJobs);
  onMember(
    app,
    contract.retryFailedJob,
    retry,
    () => 'This version of Ringside cannot read that job. Update the server, then try again.',
  );
};
