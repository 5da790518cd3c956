import type { SessionId } from '../../shared/ids.ts';
import { grantsOf } from './grants.ts';
import { sessionById } from './store.ts';

/** What a session that is still open may see, for requests that cannot bring its token; undefined if it has ended. */
export const memberOfSession = async (env: Env, id: SessionId, now: number) => {
  const session = await sessionById(env, id);
  if (!session || session.revokedAt !== null || session.removedAt !== null || session.expiresAt <= now)
    return undefined;
  const { workspaceId, role } = session;
  return { workspaceId, role, grants: grantsOf(session) };
};
