import type { hangUp as hangUpEndpoint } from '../../shared/calls/contract.ts';
import type { stopRecording as stopEndpoint } from '../../shared/calls/screen-contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { liveCallOf } from '../objects.ts';
import { notFound } from '../problem.ts';
import type { RepStatement } from './admission.ts';
import { callOf } from './store.ts';

/** Members can make statements about their own calls only. */
const say = async (
  { env, principal }: MemberContext,
  callId: RequestOf<typeof hangUpEndpoint>['callId'],
  statement: RepStatement,
) => {
  const { workspaceId, memberId } = principal;
  // Of a call that ended days ago only the record is left; a statement about it changes nothing.
  const call =
    (await liveCallOf(env, callId).hearRep(workspaceId, memberId, statement)) ??
    (await callOf(env, workspaceId, memberId, callId));
  if (!call) throw notFound();
  return ok({ call });
};

/** The rep hangs up: both legs end. */
export const hangUp = (context: MemberContext, { callId }: RequestOf<typeof hangUpEndpoint>) =>
  say(context, callId, 'rep.hungUp');

/** The rep stops the recording: a running one stops, and no new one begins. */
export const stopRecording = (context: MemberContext, { callId }: RequestOf<typeof stopEndpoint>) =>
  say(context, callId, 'recording.stopAsked');
