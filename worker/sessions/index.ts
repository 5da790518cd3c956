import type { Hono } from 'hono';
import { renew as renewEndpoint } from '../../shared/sign-in/contract.ts';
import { renewRefusalWords } from '../../shared/sign-in/words.ts';
import * as contract from '../../shared/team/contract.ts';
import type { AppEnv } from '../context.ts';
import { onMember, onPublic } from '../register.ts';
import { renew } from './renew.ts';
import { endOtherSessions, endSession, sessions } from './sessions.ts';
import { signOut } from './sign-out.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onPublic(app, renewEndpoint, renew, renewRefusalWords);
  onMember(app, contract.signOut, signOut);
  onMember(app, contract.sessions, sessions);
  onMember(app, contract.endOtherSessions, endOtherSessions);
  onMember(app, contract.endSession, endSession);
};
