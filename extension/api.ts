import type { Endpoint, RequestOf } from '../shared/endpoint.ts';
import { type CallOptions, callAt, type Reply } from './http.ts';
import { serverOf, usableSession } from './session.ts';

const isSignedOut = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'reason' in error && error.reason === 'signed_out';

const wantsProof = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'proveFirst' in error && error.proveFirst === true;

/** Lets whoever is here prove who they are; false when they do not want to. */
type Prover = () => Promise<boolean>;
let prover: Prover | undefined;
/** Whoever can ask somebody does so from now on; where nobody can, what needs a proof is refused in words. */
export const proveBy = (ask: Prover): void => {
  prover = ask;
};

const asMember = async <E extends Endpoint>(
  endpoint: E,
  request: RequestOf<E>,
  options: CallOptions,
): Promise<Reply<E>> => {
  const session = await usableSession();
  if (!session.ok) return session;
  const server = serverOf(session.value);
  const reply = await callAt(server, endpoint, request, options);
  if (reply.ok || !isSignedOut(reply.error)) return reply;
  const again = await usableSession(server.token);
  return again.ok ? callAt(serverOf(again.value), endpoint, request, options) : again;
};

/**
 * One endpoint as the person who is signed in. An access token the Worker no longer takes is made new once, and what was
 * asked is asked again: nothing had been done. A session that is over is forgotten. What needs a fresh proof of who
 * somebody is waits for it, and is then asked again.
 */
export const call = async <E extends Endpoint>(
  endpoint: E,
  request: RequestOf<E>,
  options: CallOptions = {},
): Promise<Reply<E>> => {
  const reply = await asMember(endpoint, request, options);
  if (reply.ok || !wantsProof(reply.error) || !prover) return reply;
  return (await prover()) ? asMember(endpoint, request, options) : reply;
};
