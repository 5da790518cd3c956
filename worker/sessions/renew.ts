import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { type renew as endpoint, renewalText } from '../../shared/sign-in/contract.ts';
import type { PublicContext } from '../context.ts';
import { log } from '../log.ts';
import { sha256 } from '../platform.ts';
import { closeSockets } from '../presence/index.ts';
import { ACCESS_MS, IDLE_LIMIT_MS, openedOf, renewSession, sessionById } from '../team/index.ts';
import { endOne } from './end-session.ts';

type Renew = typeof endpoint;
type Answer = Result<ReplyOf<Renew>, RefusalOf<Renew>>;
type Row = NonNullable<Awaited<ReturnType<typeof sessionById>>>;

const OVER: Answer = err({ reason: 'session_over' });
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };

const bytesOf = (base64Url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64Url.replaceAll('-', '+').replaceAll('_', '/')), each => each.charCodeAt(0));

/** Whether it is signed with the key that never leaves the browser the session was opened in. */
const isSigned = async (publicKey: string, text: string, signature: string): Promise<boolean> => {
  try {
    const key = await crypto.subtle.importKey('spki', bytesOf(publicKey), CURVE, false, ['verify']);
    const how = { name: 'ECDSA', hash: 'SHA-256' };
    return await crypto.subtle.verify(how, key, bytesOf(signature), new TextEncoder().encode(text));
  } catch {
    return false;
  }
};

const end = async ({ env, clock }: PublicContext, row: Row, reason: string): Promise<Answer> => {
  const { id: sessionId, workspaceId, memberId } = row;
  if (row.revokedAt === null) {
    log.warn('team.renew', { workspaceId, memberId, reason });
    await endOne(env, clock, { sessionId, workspaceId, memberId });
  } else await closeSockets(env, workspaceId, memberId, sessionId);
  return OVER;
};

/** Renews a session's tokens. A request with an old token, or without the session's key, ends the session. */
export const renew = async (context: PublicContext, request: RequestOf<Renew>): Promise<Answer> => {
  const { env, clock } = context;
  const { sessionId, token, next, signature } = request;
  const row = await sessionById(env, sessionId);
  if (!row) return OVER;
  const now = clock.now();
  const isOver = row.revokedAt !== null || row.removedAt !== null || row.expiresAt <= now;
  if (isOver || row.lastSeenAt <= now - IDLE_LIMIT_MS) return end(context, row, 'over');
  const hash = await sha256(token);
  const isKnown = hash === row.renewalHash || hash === row.previousRenewalHash;
  if (!(await isSigned(row.publicKey, renewalText(sessionId, token, next), signature)))
    // Somebody with the token but without the key has stolen it; somebody with neither only knows the session's id.
    return isKnown ? end(context, row, 'stolen') : OVER;
  const answer = async (): Promise<Answer> => {
    const opened = await openedOf(env, row);
    return opened ? ok(opened) : OVER;
  };
  const isRepeated = next.renewal === row.renewalHash && next.access === row.tokenHash;
  if (hash === row.previousRenewalHash && isRepeated) return answer();
  if (hash !== row.renewalHash) return end(context, row, 'reused');
  // Another request with the same token was faster. A second look tells whether this is its repetition or a reuse.
  if (!(await renewSession(env, sessionId, hash, next, now, now + ACCESS_MS))) return renew(context, request);
  return answer();
};
