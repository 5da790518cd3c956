import type { Hono } from 'hono';
import * as contract from '../../shared/team/contract.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { me } from './me.ts';
import { endOtherSessions, endSession, sessions } from './sessions.ts';
import { signOut } from './sign-out.ts';

export { authenticate } from './authenticate.ts';
export { onlyOf } from './bound.ts';
export { grantsOf } from './grants.ts';
export { isCaller } from './is-caller.ts';
export { memberOfSession } from './member-of-session.ts';
export { newSession, openedOf, openSession } from './open-session.ts';
export { renew } from './renew.ts';
export { forgetSessions, meOf, noteStepUp } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.signOut, signOut);
  onMember(app, contract.me, me);
  onMember(app, contract.sessions, sessions);
  onMember(app, contract.endOtherSessions, endOtherSessions);
  onMember(app, contract.endSession, endSession);
};
