import type { Endpoint, RequestOf } from '../shared/endpoint.ts';
import { err } from '../shared/result.ts';
import { type CallOptions, callAt, type Reply } from './http.ts';
import { clearSession, getSession, serverOf } from './session.ts';

/** One endpoint as the person who is signed in. A session the Worker no longer knows is forgotten. */
export const call = async <E extends Endpoint>(
  endpoint: E,
  request: RequestOf<E>,
  options: CallOptions = {},
): Promise<Reply<E>> => {
  const session = await getSession();
  if (!session) return err({ reason: 'signed_out' });
  const reply = await callAt(serverOf(session), endpoint, request, options);
  if (!reply.ok && isSignedOut(reply.error)) await clearSession(session.token);
  return reply;
};

const isSignedOut = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'reason' in error && error.reason === 'signed_out';
