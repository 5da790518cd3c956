import type { callLog } from '../../shared/call-log/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { findOf } from '../search/index.ts';
import { countryOf } from '../workspace/index.ts';
import { callersOf, loggedCalls } from './store.ts';

/** The workspace's calls, newest first, for members who may see them. */
export const log = async (
  { env, principal: { workspaceId } }: MemberContext,
  { limit, find: typed, ...wanted }: RequestOf<typeof callLog>,
) => {
  const find = typed === undefined ? undefined : findOf(typed, await countryOf(env, workspaceId));
  const [calls, members] = await Promise.all([
    loggedCalls(env, workspaceId, { ...wanted, find, limit: limit + 1 }),
    callersOf(env, workspaceId),
  ]);
  return ok({ calls: calls.slice(0, limit), more: calls.length > limit, members });
};
