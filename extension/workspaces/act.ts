import type { WorkspaceId } from '../../shared/ids.ts';
import { switchWorkspace } from '../../shared/team/contract.ts';
import { call } from '../api.ts';
import type { Reply } from '../http.ts';
import { storeMe } from '../session.ts';
import { sessionChanged } from '../team/session-changed.ts';

/** Switches this browser to another workspace: its phone, its pages and its screens. */
export const switchTo = async (workspaceId: WorkspaceId): Promise<Reply<typeof switchWorkspace>> => {
  const reply = await call(switchWorkspace, { workspaceId });
  if (reply.ok) {
    await storeMe(reply.value);
    await sessionChanged();
  }
  return reply;
};
