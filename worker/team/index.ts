import type { Hono } from 'hono';
import * as contract from '../../shared/team/contract.ts';
import { signInRefusalWords } from '../../shared/team/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember, onPublic } from '../register.ts';
import { me } from './me.ts';
import { endOtherSessions, endSession, sessions } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';

export { authenticate } from './authenticate.ts';
export { forgetSessions } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onPublic(app, contract.signIn, signIn, signInRefusalWords);
  onMember(app, contract.signOut, signOut);
  onMember(app, contract.me, me);
  onMember(app, contract.sessions, sessions);
  onMember(app, contract.endOtherSessions, endOtherSessions);
  onMember(app, contract.endSession, endSession);
};
