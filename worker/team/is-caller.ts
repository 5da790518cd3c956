import { MemberId, type WorkspaceId } from '../../shared/ids.ts';
import { meOf } from './store.ts';

/** Whether this is still a member whose role may call. A token issued earlier may be held by somebody who is not. */
export const isCaller = async (env: Env, workspaceId: WorkspaceId, memberId: string): Promise<boolean> => {
  const id = MemberId.safeParse(memberId);
  const me = id.success ? await meOf(env, id.data) : undefined;
  return me?.workspace.id === workspaceId && me.may.includes('dial');
};
