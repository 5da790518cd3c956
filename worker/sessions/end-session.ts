import type { Clock } from '../../shared/clock.ts';
import type { MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import { cutOffJob, cutOffNow } from '../cut-off/index.ts';
import { revokeSession } from '../team/index.ts';

/** Ends a session and closes its sockets. */
export const endOne = async (
  env: Env,
  clock: Clock,
  session: { readonly sessionId: SessionId; readonly workspaceId: WorkspaceId; readonly memberId: MemberId },
): Promise<void> => {
  const { sessionId, workspaceId, memberId } = session;
  const owed = cutOffJob({ workspaceId, memberId, sessionId }, clock.now());
  await revokeSession(env, sessionId, owed, clock.now());
  await cutOffNow(env, owed, clock);
};
