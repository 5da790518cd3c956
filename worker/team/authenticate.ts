import type { Clock } from '../../shared/clock.ts';
import type { Principal } from '../context.ts';
import { sha256 } from '../platform.ts';
import { sessionByTokenHash, touchSession } from './store.ts';

const IDLE_LIMIT_MS = 7 * 24 * 60 * 60_000;
// Seen again is written at most this often: one write per request would cost more than it tells.
const TOUCH_EVERY_MS = 5 * 60_000;

/** Whoever a bearer token speaks for, or undefined when it is unknown, revoked, old or idle too long. */
export const authenticate = async (env: Env, clock: Clock, token: string): Promise<Principal | undefined> => {
  if (!/^rs_[0-9a-z]{26}_[0-9a-z]{26}$/.test(token)) return undefined;
  const now = clock.now();
  const session = await sessionByTokenHash(env, await sha256(token), now, IDLE_LIMIT_MS);
  if (!session) return undefined;
  const { lastSeenAt, ...principal } = session;
  if (now - lastSeenAt > TOUCH_EVERY_MS) await touchSession(env, principal.sessionId, now);
  return principal;
};
