/**
 * The Durable Objects, reached by their bindings: a capability that speaks to one need not import the capability that
 * owns it. A new stub for every use, because a stub that has thrown once stays broken.
 */
import type { CallId, WorkspaceId } from '../shared/ids.ts';

/** The one object of a call. */
export const liveCallOf = (env: Env, callId: CallId) => env.LIVE_CALL.get(env.LIVE_CALL.idFromName(callId));

/** The one object of a workspace: its sockets, its lines and what it has used today. */
export const switchboardOf = (env: Env, workspaceId: WorkspaceId) =>
  env.SWITCHBOARD.get(env.SWITCHBOARD.idFromName(workspaceId));
