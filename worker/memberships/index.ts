import type { Hono } from 'hono';
import * as contract from '../../shared/team/contract.ts';
import { createRefusalWords, switchRefusalWords } from '../../shared/team/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { accept, decline } from './accept.ts';
import { createWorkspace, listWorkspaces, switchWorkspace } from './workspaces.ts';

export { lastMembershipOf } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.listWorkspaces, listWorkspaces);
  onMember(app, contract.switchWorkspace, switchWorkspace, switchRefusalWords);
  onMember(app, contract.createWorkspace, createWorkspace, createRefusalWords);
  onMember(app, contract.acceptInvitation, accept);
  onMember(app, contract.declineInvitation, decline);
};
