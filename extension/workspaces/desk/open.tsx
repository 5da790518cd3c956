import type { OpenPage } from '../../desk/section.ts';
import { mayDo } from '../../team/may.ts';
import { chromePorts } from './chrome-ports.ts';
import { createWorkspaces } from './model.ts';
import { WorkspacesPage } from './WorkspacesPage.tsx';

export const openWorkspaces: OpenPage = () => {
  const list = createWorkspaces(chromePorts());
  return ({ me }) => <WorkspacesPage list={list} mayCreate={mayDo(me, 'runOrganization')} />;
};
