import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { endSession as endpoint } from '../../shared/team/contract.ts';
import type { MemberContext } from '../context.ts';
import { closeSockets } from '../presence/index.ts';
import { notFound } from '../problem.ts';
import { IDLE_LIMIT_MS } from './authenticate.ts';
import { liveSessionsOf, revokeSession } from './store.ts';

const own = ({ env, clock, principal }: MemberContext) =>
  liveSessionsOf(env, principal.memberId, clock.now(), IDLE_LIMIT_MS);

/** Where the one who asks is signed in, latest first. */
export const sessions = async (context: MemberContext) => {
  const { sessionId } = context.principal;
  return ok({ sessions: (await own(context)).map(each => ({ ...each, isThis: each.id === sessionId })) });
};

const end = async (
  { env, clock, principal }: MemberContext,
  id: RequestOf<typeof endpoint>['sessionId'],
): Promise<void> => {
  await revokeSession(env, id, clock.now());
  await closeSockets(env, principal.workspaceId, principal.memberId, id);
};

export const endSession = async (context: MemberContext, { sessionId }: RequestOf<typeof endpoint>) => {
  const wanted = (await own(context)).find(({ id }) => id === sessionId);
  if (!wanted) throw notFound();
  await end(context, sessionId);
  context.note({ after: { device: wanted.device } });
  return sessions(context);
};

export const endOtherSessions = async (context: MemberContext) => {
  const others = (await own(context)).filter(({ id }) => id !== context.principal.sessionId);
  for (const { id } of others) await end(context, id);
  context.note({
    target: context.principal.memberId,
    after: { devices: others.map(({ device }) => device) },
  });
  return sessions(context);
};
