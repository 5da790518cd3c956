import type { CallId } from '../../shared/ids.ts';
import type { LiveCall } from './LiveCall.ts';

/** A fresh stub: one that has thrown once stays broken. */
export const liveCallOf = (env: Env, callId: CallId): DurableObjectStub<LiveCall> =>
  env.LIVE_CALL.get(env.LIVE_CALL.idFromName(callId));
