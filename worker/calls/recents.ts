import type { recents as endpoint } from '../../shared/calls/screen-contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { callsOf } from './store.ts';

/** A rep's own calls, newest first. */
export const recents = async (
  { env, principal }: MemberContext,
  { before, limit }: RequestOf<typeof endpoint>,
) => {
  const calls = await callsOf(env, principal.workspaceId, principal.memberId, { before, limit: limit + 1 });
  return ok({ calls: calls.slice(0, limit), more: calls.length > limit });
};
