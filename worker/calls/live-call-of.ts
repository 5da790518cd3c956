import type { CallId } from '../../shared/ids.ts';
import type { LiveCall } from './LiveCall.ts';

/** A new stub for every use, because a stub that has thrown once stays broken. */
export const liveCallOf = (env: Env, callId: CallId): DurableObjectStub<LiveCall> =>
  env.LIVE_CALL.get(env.LIVE_CALL.idFromName(callId));
