import type { Endpoint, RequestOf } from '../shared/endpoint.ts';
import { type CallOptions, callAt, type Reply } from './http.ts';
import { serverOf, usableSession } from './session.ts';

const isSignedOut = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'reason' in error && error.reason === 'signed_out';

/**
 * One endpoint as the person who is signed in. An access token the Worker no longer takes is made new once, and what was
 * asked is asked again: nothing had been done. A session that is over is forgotten.
 */
export const call = async <E extends Endpoint>(
  endpoint: E,
  request: RequestOf<E>,
  options: CallOptions = {},
): Promise<Reply<E>> => {
  const session = await usableSession();
  if (!session.ok) return session;
  const server = serverOf(session.value);
  const reply = await callAt(server, endpoint, request, options);
  if (reply.ok || !isSignedOut(reply.error)) return reply;
  const again = await usableSession(server.token);
  return again.ok ? callAt(serverOf(again.value), endpoint, request, options) : again;
};
