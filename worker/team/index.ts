import type { Hono } from 'hono';
import * as contract from '../../shared/team/contract.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { type Step, timeBefore } from '../scheduled-step.ts';
import { me } from './me.ts';
import { forgetSessions } from './store.ts';

export { authenticate, IDLE_LIMIT_MS } from './authenticate.ts';
export { onlyOf } from './bound.ts';
export { grantsOf } from './grants.ts';
export { isCaller } from './is-caller.ts';
export { memberOfSession } from './member-of-session.ts';
export { ACCESS_MS, newSession, openedOf, openSession } from './open-session.ts';
export {
  liveSessionsOf,
  meOf,
  type NewSession,
  noteStepUp,
  renewSession,
  revokeSession,
  sessionById,
  sessionRow,
} from './store.ts';
export { member, session, user } from './table.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.me, me);
};

const RETENTION_DAYS = 30;

export const everyNight: readonly Step[] = [
  { name: 'sessions.forget', do: (env, clock) => forgetSessions(env, timeBefore(clock, RETENTION_DAYS)) },
];
