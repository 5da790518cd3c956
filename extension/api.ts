import type { Endpoint, RequestOf } from '../shared/endpoint.ts';
import { type CallOptions, callAt, type Reply } from './http.ts';
import { serverOf, usableSession } from './session.ts';

const isSignedOut = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'reason' in error && error.reason === 'signed_out';

const wantsStepUp = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'stepUpFirst' in error && error.stepUpFirst === true;

/** Asks the member to prove their identity; resolves to false if they decline. */
type StepUpAsk = () => Promise<boolean>;
let askStepUp: StepUpAsk | undefined;
/** Sets who asks for a step-up. Without it, a request that needs a step-up is refused with a message. */
export const stepUpWith = (ask: StepUpAsk): void => {
  askStepUp = ask;
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
 * Calls one endpoint as the signed-in member. If the Worker no longer accepts the access token, the token is renewed
 * once and the request repeated: the Worker had not acted on it. A session that is over is deleted. A request that
 * needs a step-up, a fresh proof of identity, waits for it and is then repeated.
 */
export const call = async <E extends Endpoint>(
  endpoint: E,
  request: RequestOf<E>,
  options: CallOptions = {},
): Promise<Reply<E>> => {
  const reply = await asMember(endpoint, request, options);
  if (reply.ok || !wantsStepUp(reply.error) || !askStepUp) return reply;
  return (await askStepUp()) ? asMember(endpoint, request, options) : reply;
};
