import type { status as endpoint } from '../../shared/calls/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import { callBySid } from './store.ts';

/** The status of a call, by the SID of either of its legs. */
export const status = async ({ env, principal }: MemberContext, { callSid }: RequestOf<typeof endpoint>) => {
  const call = await callBySid(env, principal.workspaceId, callSid);
  if (!call) throw notFound();
  const { id: callId, phase, endReason, answeredAt, endedAt } = call;
  const durationSeconds =
    endedAt === undefined ? undefined : Math.max(0, Math.round((endedAt - (answeredAt ?? endedAt)) / 1000));
  return ok({ callId, phase, endReason, durationSeconds });
};
