import type { hangUp as endpoint } from '../../shared/calls/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import { liveCallOf } from './live-call-of.ts';

/** The rep says the call is over: both legs end. Only their own call. */
export const hangUp = async ({ env, principal }: MemberContext, { callId }: RequestOf<typeof endpoint>) => {
  const call = await liveCallOf(env, callId).hangUp(principal.workspaceId, principal.memberId);
  if (!call) throw notFound();
  return ok({ call });
};
