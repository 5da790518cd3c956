import type { Clock } from '../../shared/clock.ts';
import type { Principal } from '../context.ts';
import { sha256 } from '../platform.ts';
import { closeSockets } from '../presence/index.ts';
import { ownerOfTokenHash, sessionByTokenHash, touchSession } from './store.ts';

export const IDLE_LIMIT_MS = 7 * 24 * 60 * 60_000;
// The last use is written at most this often: one write per request would cost more than it is worth.
const TOUCH_EVERY_MS = 5 * 60_000;

/** However a session ended, the next request with its token closes its sockets. */
const fail = async (env: Env, tokenHash: string): Promise<void> => {
  const owner = await ownerOfTokenHash(env, tokenHash);
  if (owner && !owner.isLive) await closeSockets(env, owner.workspaceId, owner.memberId, owner.sessionId);
};

/** The member an access token authenticates; undefined if it is unknown or expired, or its session has ended. */
export const authenticate = async (env: Env, clock: Clock, token: string): Promise<Principal | undefined> => {
  if (!/^rs_[0-9a-z]{26}_[0-9a-z]{26}$/.test(token)) return undefined;
  const now = clock.now();
  const tokenHash = await sha256(token);
  const session = await sessionByTokenHash(env, tokenHash, now, IDLE_LIMIT_MS);
  if (!session) {
    await fail(env, tokenHash);
    return undefined;
  }
  const { lastSeenAt, ...principal } = session;
  if (now - lastSeenAt > TOUCH_EVERY_MS) await touchSession(env, principal.sessionId, now);
  return principal;
};
