import { may } from '../../shared/capabilities.ts';
import type { Endpoint, RefusalOf, ReplyOf, RequestOf, Role } from '../../shared/endpoint.ts';
import { randomTail } from '../../shared/ids.ts';
import type * as contract from '../../shared/members/contract.ts';
import { mayManage } from '../../shared/members/roles.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { cutOffJob, cutOffNow } from '../cut-off/index.ts';
import { hasMail, sendMail } from '../mail/index.ts';
import { sha256 } from '../platform.ts';
import { notFound } from '../problem.ts';
import { meOf } from '../team/index.ts';
import { inviteMail } from './invite-mail.ts';
import { JOIN_PATH } from './join.ts';
import { addMember, endMembership, peopleOf, personOf, replaceCode, setRole, wasMember } from './store.ts';

const DAY_MS = 24 * 60 * 60_000;
const CODE_LIFE_MS = 3 * DAY_MS;
const CODE_LENGTH = 20;

type Answer<E extends Endpoint> = Promise<Result<ReplyOf<E>, RefusalOf<E>>>;
type Kept = RefusalOf<typeof contract.changeRole>;

const theirs = async ({ env, clock, principal }: MemberContext, id: contract.Person['id']) => {
  const person = await personOf(env, principal.workspaceId, id, clock.now());
  if (!person) throw notFound();
  return person;
};

export const members = async ({ env, clock, principal }: MemberContext): Answer<typeof contract.members> =>
  ok({ members: await peopleOf(env, principal.workspaceId, clock.now()) });

/** 20 letters and digits in groups of five; only its hash is kept. */
const makeCode = async (context: MemberContext, id: contract.Person['id']) => {
  const { env, clock, random } = context;
  const code = (randomTail(random).slice(0, CODE_LENGTH).toUpperCase().match(/.{5}/g) ?? []).join('-');
  const expiresAt = clock.now() + CODE_LIFE_MS;
  const { memberId: madeBy } = context.principal;
  await replaceCode(env, id, await sha256(code.replaceAll('-', '')), madeBy, clock.now(), expiresAt);
  const member = await theirs(context, id);
  const isMailed = hasMail(env);
  if (isMailed) await mailCode(context, member, code, expiresAt);
  return { member, code, expiresAt, isMailed };
};

const mailCode = async (
  context: MemberContext,
  member: contract.Person,
  code: string,
  until: number,
): Promise<void> => {
  const { env, principal } = context;
  const inviter = await meOf(env, principal.memberId);
  if (!inviter) throw notFound();
  const mail = inviteMail({
    role: member.role,
    workspace: inviter.workspace.name,
    inviter: inviter.member.name,
    code,
    days: CODE_LIFE_MS / DAY_MS,
    joinUrl: `${env.PUBLIC_URL}${JOIN_PATH}#${code}`,
  });
  await sendMail(context, { workspaceId: principal.workspaceId, to: member.email, until, ...mail });
};

export const invite = async (
  context: MemberContext,
  { email, name, role }: RequestOf<typeof contract.invite>,
): Answer<typeof contract.invite> => {
  const { env, clock, random, principal, note } = context;
  if (!mayManage(principal.role, role)) return err({ reason: 'above_you' });
  const { workspaceId } = principal;
  const id = await addMember(env, random, { workspaceId, email, name, role, now: clock.now() });
  if (!id) return err({ reason: 'already_member' });
  note({ target: id, after: { email, name, role } });
  return ok(await makeCode(context, id));
};

export const newCode = async (
  context: MemberContext,
  { memberId }: RequestOf<typeof contract.newCode>,
): Answer<typeof contract.newCode> => {
  const person = await theirs(context, memberId);
  if (!mayManage(context.principal.role, person.role)) return err({ reason: 'above_you' });
  context.note({ after: { email: person.email } });
  return ok(await makeCode(context, memberId));
};

const isCaller = (role: Role): boolean => may(role, 'dial', []);

const LAST_OWNER: Kept = { reason: 'last_owner' };

/** Why somebody is left as they are, or nothing. */
const keptOf = ({ principal }: MemberContext, person: contract.Person): Kept | undefined => {
  if (person.id === principal.memberId) return { reason: 'yourself' };
  return mayManage(principal.role, person.role) ? undefined : { reason: 'above_you' };
};

export const changeRole = async (
  context: MemberContext,
  { memberId, role }: RequestOf<typeof contract.changeRole>,
): Answer<typeof contract.changeRole> => {
  const person = await theirs(context, memberId);
  const kept = keptOf(context, person);
  if (kept) return err(kept);
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
  // Asked again, because an answer was lost: they are gone, and what is left of it is owed.
  if (!person && (await wasMember(env, workspaceId, memberId))) return ok({});
  if (!person) throw notFound();
  const kept = keptOf(context, person);
  if (kept) return err(kept);
  const owed = cutOffJob({ workspaceId, memberId }, clock.now());
  if (!(await endMembership(env, workspaceId, memberId, owed, clock.now()))) return err(LAST_OWNER);
  await cutOffNow(env, owed, clock);
  context.note({ before: { email: person.email, name: person.name, role: person.role }, after: null });
  return ok({});
};
