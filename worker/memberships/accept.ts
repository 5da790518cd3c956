/** Accepting or declining an invitation, in a session that proves the person's identity. */
import type { Endpoint, RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { MemberId, newId } from '../../shared/ids.ts';
import type { Result } from '../../shared/result.ts';
import type * as contract from '../../shared/team/contract.ts';
import type { MemberContext } from '../context.ts';
import { cutOffJob, cutOffNow } from '../cut-off/index.ts';
import { acceptInvitation, declineInvitation } from '../joining/index.ts';
import { notFound } from '../problem.ts';
import { listWorkspaces } from './workspaces.ts';

type Answer<E extends Endpoint> = Promise<Result<ReplyOf<E>, RefusalOf<E>>>;

export const accept = async (
  context: MemberContext,
  { workspaceId }: RequestOf<typeof contract.acceptInvitation>,
): Answer<typeof contract.acceptInvitation> => {
  const { env, clock, random, principal, note } = context;
  // A session opened by a code that somebody else has seen speaks for one membership, not for the person.
  if (principal.isBound) throw notFound();
  const { userId, sessionId } = principal;
  const memberId = await acceptInvitation(env, {
    workspaceId,
    userId,
    sessionId,
    memberId: newId(MemberId, 'mem', random),
    now: clock.now(),
  });
  if (!memberId) throw notFound();
  note({ workspaceId, memberId, target: memberId, after: {} });
  return listWorkspaces(context);
};

export const decline = async (
  context: MemberContext,
  { workspaceId }: RequestOf<typeof contract.declineInvitation>,
): Answer<typeof contract.declineInvitation> => {
  const { env, clock, principal, note } = context;
  if (principal.isBound) throw notFound();
  const { userId } = principal;
  const now = clock.now();
  const outcome = await declineInvitation(env, { workspaceId, userId, now }, memberId =>
    cutOffJob({ workspaceId, memberId }, now),
  );
  if (outcome === false) throw notFound();
  if (typeof outcome === 'object') await cutOffNow(env, outcome, clock);
  note({ target: workspaceId, after: {} });
  return listWorkspaces(context);
};
