import type { Hono } from 'hono';
import { checkUp, failedJobs, retryFailedJob } from '../../shared/diagnostics/contract.ts';
import { ok } from '../../shared/result.ts';
import type { AppEnv } from '../context.ts';
import { failedJobsOf } from '../jobs/index.ts';
import { onMember } from '../register.ts';
import { checkUp as checkUpAct } from './check-up.ts';
import { retry } from './retry.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, checkUp, checkUpAct);
  onMember(app, failedJobs, async ({ env, principal }, { limit }) =>
    ok({ failedJobs: await failedJobsOf(env, principal.workspaceId, limit) }),
  );
  onMember(
    app,
    retryFailedJob,
    retry,
    () => 'This version of Ringside cannot read that job. Update the server, then try again.',
  );
};
