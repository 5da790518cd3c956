import { MemberId, type WorkspaceId } from '../../shared/ids.ts';
import { meOf } from './store.ts';

/** Whether this is, now, a member whose role calls. What was handed out before may be in the hands of one who is not. */
export const isCaller = async (env: Env, workspaceId: WorkspaceId, memberId: string): Promise<boolean> => {
  const id = MemberId.safeParse(memberId);
  const me = id.success ? await meOf(env, id.data) : undefined;
  return me?.workspace.id === workspaceId && me.may.includes('dial');
};
