import type { status as endpoint } from '../../shared/calls/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { liveCallOf } from '../objects.ts';
import { notFound } from '../problem.ts';
import { callBySid } from './store.ts';

/** The status of a call, by the SID of either of its legs; its own rep gets the view that the socket also sends. */
export const status = async ({ env, principal }: MemberContext, { callSid }: RequestOf<typeof endpoint>) => {
  const { workspaceId, memberId } = principal;
  const row = await callBySid(env, workspaceId, callSid);
  if (!row) throw notFound();
  // The record lacks what matters only during a call. LiveCall has everything until it is forgotten.
  const call = (await liveCallOf(env, row.id).view(workspaceId)) ?? row;
  const { id: callId, phase, endReason, answeredAt, endedAt } = call;
  const durationSeconds =
    endedAt === undefined ? undefined : Math.max(0, Math.round((endedAt - (answeredAt ?? endedAt)) / 1000));
  return ok({
    callId,
    phase,
    endReason,
    durationSeconds,
    ...(call.memberId === memberId ? { call } : {}),
  });
};
