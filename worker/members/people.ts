import { may } from '../../shared/capabilities.ts';
import type { Endpoint, RefusalOf, ReplyOf, RequestOf, Role } from '../../shared/endpoint.ts';
import type * as contract from '../../shared/members/contract.ts';
import { mayManage } from '../../shared/members/roles.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { cutOffJob, cutOffNow } from '../cut-off/index.ts';
import { invitationsOf, makeCode, newCodeMail, sendCode } from '../invitations/index.ts';
import { notFound } from '../problem.ts';
import { endMembership, peopleOf, personOf, replaceCode, setRole, wasMember } from './store.ts';

type Answer<E extends Endpoint> = Promise<Result<ReplyOf<E>, RefusalOf<E>>>;
type Refusal = RefusalOf<typeof contract.changeRole>;

const theirs = async ({ env, clock, principal }: MemberContext, id: contract.Person['id']) => {
  const person = await personOf(env, principal.workspaceId, id, clock.now());
  if (!person) throw notFound();
  return person;
};

export const members = async ({ env, clock, principal }: MemberContext): Answer<typeof contract.members> =>
  ok({
    members: await peopleOf(env, principal.workspaceId, clock.now()),
    invitations: await invitationsOf(env, principal.workspaceId, clock.now()),
  });

export const newCode = async (
  context: MemberContext,
  { memberId }: RequestOf<typeof contract.newCode>,
): Answer<typeof contract.newCode> => {
  const person = await theirs(context, memberId);
  if (!mayManage(context.principal.role, person.role)) return err({ reason: 'above_you' });
  context.note({ after: { email: person.email } });
  const { env, clock, principal } = context;
  const made = await makeCode(context);
  const { codeHash, expiresAt } = made;
  await replaceCode(env, memberId, codeHash, principal.memberId, clock.now(), expiresAt);
  return ok({
    member: await theirs(context, memberId),
    ...(await sendCode(context, made, person, newCodeMail)),
  });
};

const isCaller = (role: Role): boolean => may(role, 'dial', []);

const LAST_OWNER: Refusal = { reason: 'last_owner' };

/** Why this member may not be changed; undefined if they may. */
const refusalFor = ({ principal }: MemberContext, person: contract.Person): Refusal | undefined => {
  if (person.id === principal.memberId) return { reason: 'yourself' };
  return mayManage(principal.role, person.role) ? undefined : { reason: 'above_you' };
};

export const changeRole = async (
  context: MemberContext,
  { memberId, role }: RequestOf<typeof contract.changeRole>,
): Answer<typeof contract.changeRole> => {
  const person = await theirs(context, memberId);
  const refusal = refusalFor(context, person);
  if (refusal) return err(refusal);
  if (!mayManage(context.principal.role, role)) return err({ reason: 'above_you' });
  const { env, clock, principal } = context;
  const { workspaceId } = principal;
  const owed = isCaller(role) ? undefined : cutOffJob({ workspaceId, memberId }, clock.now());
  if (!(await setRole(env, workspaceId, memberId, role, owed, clock.now()))) return err(LAST_OWNER);
  if (owed) await cutOffNow(env, owed, clock);
  context.note({ before: { role: person.role }, after: { role } });
  return ok({ member: { ...person, role } });
};

export const removeMember = async (
  context: MemberContext,
  { memberId }: RequestOf<typeof contract.removeMember>,
): Answer<typeof contract.removeMember> => {
  const { env, clock, principal } = context;
  const { workspaceId } = principal;
  const person = await personOf(env, workspaceId, memberId, clock.now());
  // A repeated request whose first answer was lost: the member is removed already, and the cut-off is queued.
  if (!person && (await wasMember(env, workspaceId, memberId))) return ok({});
  if (!person) throw notFound();
  const refusal = refusalFor(context, person);
  if (refusal) return err(refusal);
  const owed = cutOffJob({ workspaceId, memberId }, clock.now());
  if (!(await endMembership(env, workspaceId, memberId, owed, clock.now()))) return err(LAST_OWNER);
  await cutOffNow(env, owed, clock);
  context.note({ before: { email: person.email, name: person.name, role: person.role }, after: null });
  return ok({});
};
