import type { rejoin as endpoint } from '../../shared/calls/contract.ts';
import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { liveCallOf } from '../objects.ts';
import { notFound } from '../problem.ts';
import { callOf } from './store.ts';

type Rejoin = typeof endpoint;

/** Lets a rep back into the same room, to the same customer leg, with a ticket. Only for the rep whose call it is. */
export const rejoin = async (
  { env, principal }: MemberContext,
  { callId }: RequestOf<Rejoin>,
): Promise<Result<ReplyOf<Rejoin>, RefusalOf<Rejoin>>> => {
  const { workspaceId, memberId } = principal;
  const answer = await liveCallOf(env, callId).rejoin(workspaceId, memberId);
  if (answer?.kind === 'back') return ok({ call: answer.call, ticket: answer.ticket });
  if (answer) return err({ reason: answer.kind });
  // Of a call that ended days ago only the record is left.
  if (await callOf(env, workspaceId, memberId, callId)) return err({ reason: 'over' });
  throw notFound();
};
