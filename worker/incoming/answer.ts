import { theirNumber } from '../../shared/calls/other-party.ts';
import { isOver } from '../../shared/calls/phase.ts';
import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import type * as contract from '../../shared/incoming/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { makeContact } from '../contacts/index.ts';
import type { MemberContext } from '../context.ts';
import { liveCallOf, switchboardOf } from '../objects.ts';
import type { OfferClaim } from '../presence/index.ts';
import { notFound } from '../problem.ts';

type Answer = typeof contract.answer;
type Of = RequestOf<Answer>;

/** A line whose call is over is released, and the offer claimed again. */
const claim = async ({ env, principal }: MemberContext, { callId }: Of): Promise<OfferClaim> => {
  const { workspaceId, memberId, name } = principal;
  const switchboard = () => switchboardOf(env, workspaceId);
  const first = await switchboard().claimOffer(memberId, name, callId);
  if (first.kind !== 'busy') return first;
  const live = await liveCallOf(env, first.callId).view(workspaceId);
  if (!live || !isOver(live.phase)) return first;
  await switchboard().release(memberId, first.callId);
  return switchboard().claimOffer(memberId, name, callId);
};

/** Calls of this workspace exist, others do not. */
const mustExist = async ({ env, principal }: MemberContext, { callId }: Of): Promise<void> => {
  if (!(await liveCallOf(env, callId).view(principal.workspaceId))) throw notFound();
};

/** The first rep to answer gets the call, and with it the contact of an unknown number. */
export const answer = async (
  context: MemberContext,
  asked: Of,
): Promise<Result<ReplyOf<Answer>, RefusalOf<Answer>>> => {
  const { env, principal } = context;
  const { workspaceId, memberId } = principal;
  const { callId } = asked;
  const claimed = await claim(context, asked);
  if (claimed.kind === 'busy') return err({ reason: 'busy' });
  if (claimed.kind === 'taken') return err({ reason: 'taken', by: claimed.by });
  if (claimed.kind === 'over') {
    await mustExist(context, asked);
    return err({ reason: 'over' });
  }
  try {
    const number = theirNumber(claimed.call);
    const contact = claimed.call.contact ?? (number && (await makeContact(context, number)));
    const answered = await liveCallOf(env, callId).answer(workspaceId, memberId, contact);
    if (answered?.kind === 'yours') return ok({ call: answered.call, ticket: answered.ticket });
    await switchboardOf(env, workspaceId).giveBack(memberId, callId);
    return err({ reason: answered?.kind ?? 'over' });
  } catch (error) {
    await switchboardOf(env, workspaceId).giveBack(memberId, callId);
    throw error;
  }
};

/** Silences this rep's phones. Once everybody has declined, the caller need not wait any longer. */
export const decline = async (context: MemberContext, asked: RequestOf<typeof contract.decline>) => {
  const { env, principal } = context;
  const { workspaceId, memberId } = principal;
  const left = await switchboardOf(env, workspaceId).decline(memberId, asked.callId);
  if (left === 'unknown') await mustExist(context, asked);
  if (left === 'nobody') await liveCallOf(env, asked.callId).giveUp(workspaceId, 'declined');
  return ok({});
};

export const toVoicemail = async (
  { env, principal: { workspaceId } }: MemberContext,
  { callId }: RequestOf<typeof contract.toVoicemail>,
) => {
  if (!(await liveCallOf(env, callId).giveUp(workspaceId, 'to_voicemail'))) throw notFound();
  return ok({});
};
