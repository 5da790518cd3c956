import type { WorkspaceId } from '../../shared/ids.ts';
import type { Switchboard } from './Switchboard.ts';

/** A new stub for every use, because a stub that has thrown once stays broken. */
export const switchboardOf = (env: Env, workspaceId: WorkspaceId): DurableObjectStub<Switchboard> =>
  env.SWITCHBOARD.get(env.SWITCHBOARD.idFromName(workspaceId));
