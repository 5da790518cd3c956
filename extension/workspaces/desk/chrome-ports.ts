import {
  acceptInvitation,
  createWorkspace,
  declineInvitation,
  listWorkspaces,
} from '../../../shared/team/contract.ts';
import { call } from '../../api.ts';
import { switchTo } from '../act.ts';
import type { Ports } from './model.ts';

export const chromePorts = (): Ports => ({
  read: () => call(listWorkspaces, {}),
  create: wanted => call(createWorkspace, wanted),
  accept: workspaceId => call(acceptInvitation, { workspaceId }),
  decline: workspaceId => call(declineInvitation, { workspaceId }),
  switchTo,
  startAnew: () => location.reload(),
});
