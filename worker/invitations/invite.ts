/** Creating, resending and withdrawing invitations. An invitation alone makes nobody a member. */
import type { Endpoint, RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { InvitationId, newId } from '../../shared/ids.ts';
import type * as contract from '../../shared/members/contract.ts';
import { mayManage } from '../../shared/members/roles.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import { makeCode, sendCode } from './code.ts';
import { addInvitation, dropInvitation, invitationOf, renewInvitation } from './store.ts';

type Answer<E extends Endpoint> = Promise<Result<ReplyOf<E>, RefusalOf<E>>>;

const known = async ({ env, clock, principal }: MemberContext, id: InvitationId) => {
  const invitation = await invitationOf(env, principal.workspaceId, id, clock.now());
  if (!invitation) throw notFound();
  return invitation;
};

export const invite = async (
  context: MemberContext,
  { email, name, role }: RequestOf<typeof contract.invite>,
): Answer<typeof contract.invite> => {
  const { env, random, principal, note } = context;
  if (!mayManage(principal.role, role)) return err({ reason: 'above_you' });
  const { workspaceId, memberId: madeBy } = principal;
  const made = await makeCode(context);
  const id = newId(InvitationId, 'inv', random);
  const { codeHash, sentAt, expiresAt } = made;
  const row = { id, workspaceId, email, name, role, madeBy, codeHash, sentAt, expiresAt };
  const outcome = await addInvitation(env, row);
  if (outcome !== 'added') return err({ reason: outcome });
  note({ target: id, after: { email, name, role } });
  const invitation = await known(context, id);
  return ok({ invitation, ...(await sendCode(context, made, invitation)) });
};

export const resend = async (
  context: MemberContext,
  { invitationId }: RequestOf<typeof contract.resendInvitation>,
): Answer<typeof contract.resendInvitation> => {
  const { env, principal, note } = context;
  const { role, email } = await known(context, invitationId);
  if (!mayManage(principal.role, role)) return err({ reason: 'above_you' });
  const made = await makeCode(context);
  const { codeHash, sentAt, expiresAt } = made;
  const next = { codeHash, expiresAt, madeBy: principal.memberId, sentAt };
  if (!(await renewInvitation(env, principal.workspaceId, invitationId, next))) throw notFound();
  note({ after: { email } });
  const invitation = await known(context, invitationId);
  return ok({ invitation, ...(await sendCode(context, made, invitation)) });
};

export const withdraw = async (
  context: MemberContext,
  { invitationId }: RequestOf<typeof contract.withdrawInvitation>,
): Answer<typeof contract.withdrawInvitation> => {
  const { env, principal, note } = context;
  const { role, email, name } = await known(context, invitationId);
  if (!mayManage(principal.role, role)) return err({ reason: 'above_you' });
  if (!(await dropInvitation(env, principal.workspaceId, invitationId))) throw notFound();
  note({ before: { email, name, role }, after: null });
  return ok({});
};
