import type { Hono } from 'hono';
import { checkUp, deadLetters, retryDeadLetter } from '../../shared/diagnostics/contract.ts';
import { ok } from '../../shared/result.ts';
import type { AppEnv } from '../context.ts';
import { deadLettersOf } from '../jobs/index.ts';
import { onMember } from '../register.ts';
import { checkUp as checkUpAct } from './check-up.ts';
import { retry } from './retry.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, checkUp, checkUpAct);
  onMember(app, deadLetters, async ({ env, principal }, { limit }) =>
    ok({ deadLetters: await deadLettersOf(env, principal.workspaceId, limit) }),
  );
  onMember(
    app,
    retryDeadLetter,
    retry,
    () => 'This version of Ringside cannot read that job. Update it, then try again.',
  );
};
