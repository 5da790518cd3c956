import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { closeSockets } from '../presence/index.ts';
import { revokeSession } from './store.ts';

/** Ends this session; its sockets close with it. */
export const signOut = async ({ env, clock, principal }: MemberContext) => {
  await revokeSession(env, principal.sessionId, clock.now());
  await closeSockets(env, principal.workspaceId, principal.memberId, principal.sessionId);
  return ok({});
};
