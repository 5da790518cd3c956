/** The workspaces of one person: listing them, creating one, and switching to another. */
import { isOver } from '../../shared/calls/phase.ts';
import type { Endpoint, RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { MemberId, newId, randomTail, WorkspaceId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type * as contract from '../../shared/team/contract.ts';
import type { MemberContext } from '../context.ts';
import { cutOffJob, cutOffNow } from '../cut-off/index.ts';
import { invitedTo } from '../joining/index.ts';
import { switchboardOf } from '../objects.ts';
import { notFound } from '../problem.ts';
import { meOf, onlyOf } from '../team/index.ts';
import { addWorkspace, type Membership, membershipsOf, moveSession, workspacesOf } from './store.ts';

type Answer<E extends Endpoint> = Promise<Result<ReplyOf<E>, RefusalOf<E>>>;

const MOST_WORKSPACES = 100;

/** A person's confirmed memberships; for a bound session, only the one it is bound to. */
const reachable = async ({ env, principal }: MemberContext): Promise<Membership[]> => {
  const only = onlyOf(principal);
  const all = await membershipsOf(env, principal.userId);
  return all.filter(({ memberId, isUnconfirmed }) =>
    only === undefined ? !isUnconfirmed : memberId === only,
  );
};

export const listWorkspaces = async (context: MemberContext): Answer<typeof contract.listWorkspaces> => {
  const { env, clock, principal } = context;
  const memberships = await reachable(context);
  return ok({
    workspaces: memberships.map(({ memberId, isUnconfirmed: _, ...workspace }) => ({
      ...workspace,
      isThis: memberId === principal.memberId,
    })),
    invitations: principal.isBound ? [] : [...(await invitedTo(env, principal.userId, clock.now()))],
    isBound: principal.isBound,
  });
};

export const switchWorkspace = async (
  context: MemberContext,
  { workspaceId }: RequestOf<typeof contract.switchWorkspace>,
): Answer<typeof contract.switchWorkspace> => {
  const { env, clock, principal, note } = context;
  const wanted = (await reachable(context)).find(({ id }) => id === workspaceId);
  if (!wanted) throw notFound();
  if (wanted.memberId !== principal.memberId) {
    const call = await switchboardOf(env, principal.workspaceId).callOf(
      principal.workspaceId,
      principal.memberId,
    );
    if (call && !isOver(call.phase)) return err({ reason: 'on_a_call' });
    const owed = cutOffJob(principal, clock.now());
    if (!(await moveSession(env, principal.sessionId, wanted.memberId, owed, clock.now()))) throw notFound();
    await cutOffNow(env, owed, clock);
  }
  note({ target: workspaceId, after: { workspace: wanted.name } });
  const me = await meOf(env, wanted.memberId);
  if (!me) throw notFound();
  return ok(me);
};

export const createWorkspace = async (
  context: MemberContext,
  { name, country }: RequestOf<typeof contract.createWorkspace>,
): Answer<typeof contract.createWorkspace> => {
  const { env, clock, random, principal, note } = context;
  const {
    userId,
    workspace: { organizationId },
  } = principal;
  const taken = await workspacesOf(env, organizationId);
  if (taken.some(each => each.toLowerCase() === name.toLowerCase())) return err({ reason: 'name_taken' });
  if (taken.length >= MOST_WORKSPACES) return err({ reason: 'too_many' });
  const id = newId(WorkspaceId, 'ws', random);
  await addWorkspace(env, {
    id,
    organizationId,
    name,
    country,
    webhookKey: randomTail(random),
    owner: {
      memberId: newId(MemberId, 'mem', random),
      userId,
      of: principal.memberId,
      isUnconfirmed: principal.isBound,
    },
    now: clock.now(),
  });
  note({ target: id, after: { name, country } });
  return listWorkspaces(context);
};
