import type { Endpoint, RequestOf } from '../shared/endpoint.ts';
import { type CallOptions, callAt, type Reply } from './http.ts';
import { serverOf, usableSession } from './session.ts';

const isSignedOut = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'reason' in error && error.reason === 'signed_out';

const wantsStepUp = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'stepUpFirst' in error && error.stepUpFirst === true;

/** Lets whoever is here prove who they are; false when they do not want to. */
type StepUpAsk = () => Promise<boolean>;
let askStepUp: StepUpAsk | undefined;
/** Whoever can ask for a step-up does so from now on; where nobody can, what needs one is refused in words. */
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
 * One endpoint as the person who is signed in. An access token the Worker no longer takes is made new once, and what was
 * asked is asked again: nothing had been done. A session that is over is forgotten. What needs a step-up, a fresh sign of who
 * somebody is waits for it, and is then asked again.
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
