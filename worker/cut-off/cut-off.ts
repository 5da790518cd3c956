/**
 * Ends what depends on an ended session or role: its sockets, and the call of a rep who may no longer call. The
 * job is stored in the transaction that ended it, run at once, and repeated by the queue until it succeeds. The job
 * decides what to cut off when it runs, so that a late repetition never cuts off a member who is back.
 */
import { may } from '../../shared/capabilities.ts';
import type { Clock } from '../../shared/clock.ts';
import type { MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import { drainNow, isDone } from '../jobs/index.ts';
import { log } from '../log.ts';
import { switchboardOf } from '../objects.ts';
import { closeSockets } from '../presence/index.ts';
import type { CutOff } from './job.ts';
import { isOpenHere, roleOf, sessionsOf, settleCutOff } from './store.ts';

export type Ended = {
  readonly workspaceId: WorkspaceId;
  readonly memberId: MemberId;
  /** The session that ended; not set if a membership ended or a role changed. */
  readonly sessionId?: SessionId;
};

/** The job, for the transaction that ends it. */
export const cutOffJob = ({ workspaceId, memberId, sessionId }: Ended, now: number): CutOff => ({
  kind: 'team.cutOff',
  id: `cut-off/${sessionId ?? memberId}/${now}`,
  workspaceId,
  memberId,
  ...(sessionId && { sessionId }),
});

const ofSession = async (env: Env, { workspaceId, memberId }: CutOff, sessionId: SessionId) => {
  if (!(await isOpenHere(env, workspaceId, memberId, sessionId)))
    await closeSockets(env, workspaceId, memberId, sessionId);
};

const ofMember = async (env: Env, { workspaceId, memberId }: CutOff) => {
  const role = await roleOf(env, workspaceId, memberId);
  const isCaller = role !== undefined && may(role, 'dial', []);
  // The call first: once the sessions are gone, the leg's end would look like the rep's own hang-up.
  if (!isCaller) await switchboardOf(env, workspaceId).endLine(workspaceId, memberId);
  const sessions = await sessionsOf(env, workspaceId, memberId, isCaller ? 'over' : 'all');
  await Promise.all(sessions.map(each => closeSockets(env, workspaceId, memberId, each)));
};

/** Carries out the queued job; doing it twice changes nothing. */
export const cutOff = async (env: Env, job: CutOff, clock: Clock): Promise<void> => {
  if (await isDone(env, job.id)) return;
  await (job.sessionId ? ofSession(env, job, job.sessionId) : ofMember(env, job));
  await settleCutOff(env, job.id, clock.now());
};

/** Runs the job at once. If that fails, the job stays queued, so the caller need not try again. */
export const cutOffNow = async (env: Env, job: CutOff, clock: Clock): Promise<void> => {
  try {
    await cutOff(env, job, clock);
  } catch (error) {
    log.warn('team.cutOff', { workspaceId: job.workspaceId, memberId: job.memberId, error });
    await drainNow(env, clock);
  }
};
