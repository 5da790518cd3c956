import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { endOne } from './end-session.ts';

/** Ends this session; its sockets close with it. */
export const signOut = async ({ env, clock, principal }: MemberContext) => {
  await endOne(env, clock, principal);
  return ok({});
};
