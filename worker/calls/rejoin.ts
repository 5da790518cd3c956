import type { rejoin as endpoint } from '../../shared/calls/contract.ts';
import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import { liveCallOf } from './live-call-of.ts';

type Rejoin = typeof endpoint;

/** Back into the same room, to the same customer leg: a new ticket, only for the rep whose call it is. */
export const rejoin = async (
  { env, principal }: MemberContext,
  { callId }: RequestOf<Rejoin>,
): Promise<Result<ReplyOf<Rejoin>, RefusalOf<Rejoin>>> => {
  const came = await liveCallOf(env, callId).rejoin(principal.workspaceId, principal.memberId);
  if (!came) throw notFound();
  return came.kind === 'back' ? ok({ call: came.call, ticket: came.ticket }) : err({ reason: came.kind });
};
