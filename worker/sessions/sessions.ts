import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { endSession as endpoint, SignedIn } from '../../shared/team/contract.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import { IDLE_LIMIT_MS, liveSessionsOf, onlyOf } from '../team/index.ts';
import { endOne } from './end-session.ts';

const own = ({ env, clock, principal }: MemberContext) =>
  liveSessionsOf(env, principal.userId, onlyOf(principal), clock.now(), IDLE_LIMIT_MS);
type Row = Awaited<ReturnType<typeof own>>[number];

/** The person's sessions, latest first: in every workspace, or in one if the asking session is bound to it. */
export const sessions = async (context: MemberContext) => {
  const { sessionId } = context.principal;
  const signedIn = ({ id, device, createdAt, lastSeenAt }: Row): SignedIn => ({
    id,
    device,
    createdAt,
    lastSeenAt,
    isThis: id === sessionId,
  });
  return ok({ sessions: (await own(context)).map(signedIn) });
};

const end = ({ env, clock }: MemberContext, { id, memberId, workspaceId }: Row): Promise<void> =>
  endOne(env, clock, { sessionId: id, memberId, workspaceId });

export const endSession = async (context: MemberContext, { sessionId }: RequestOf<typeof endpoint>) => {
  const wanted = (await own(context)).find(({ id }) => id === sessionId);
  if (!wanted) throw notFound();
  await end(context, wanted);
  context.note({ after: { device: wanted.device } });
  return sessions(context);
};

export const endOtherSessions = async (context: MemberContext) => {
  const others = (await own(context)).filter(({ id }) => id !== context.principal.sessionId);
  for (const each of others) await end(context, each);
  context.note({
    target: context.principal.memberId,
    after: { devices: others.map(({ device }) => device) },
  });
  return sessions(context);
};
