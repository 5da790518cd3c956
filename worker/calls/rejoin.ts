import type { rejoin as endpoint } from '../../shared/calls/contract.ts';
import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import { liveCallOf } from './live-call-of.ts';
import { callOf } from './store.ts';

type Rejoin = typeof endpoint;

/** Back into the same room, to the same customer leg: a new ticket, only for the rep whose call it is. */
export const rejoin = async (
  { env, principal }: MemberContext,
  { callId }: RequestOf<Rejoin>,
): Promise<Result<ReplyOf<Rejoin>, RefusalOf<Rejoin>>> => {
  const { workspaceId, memberId } = principal;
  const came = await liveCallOf(env, callId).rejoin(workspaceId, memberId);
  if (came?.kind === 'back') return ok({ call: came.call, ticket: came.ticket });
  if (came) return err({ reason: came.kind });
  // Of a call that was over days ago only the record is left.
  if (await callOf(env, workspaceId, memberId, callId)) return err({ reason: 'over' });
  throw notFound();
};
