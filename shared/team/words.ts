/** Texts about workspaces and their people, sent by the Worker. */
import type { RefusalOf } from '../endpoint.ts';
import type { createWorkspace, switchWorkspace } from './contract.ts';

export const switchRefusalWords = (_: RefusalOf<typeof switchWorkspace>): string =>
  'You are on a call. End it first, then change the workspace.';

export const createRefusalWords = ({ reason }: RefusalOf<typeof createWorkspace>): string =>
  reason === 'name_taken'
    ? 'This organization already has a workspace with this name. Choose another name.'
    : 'An organization can have at most a hundred workspaces.';

/** Its acts, as the audit log shows them. */
export const actWords = {
  'team.switchWorkspace': 'Switched to this workspace',
  'team.createWorkspace': 'Created a workspace',
  'team.signOut': 'Signed out',
  'team.endSession': 'Signed another browser out',
  'team.endOtherSessions': 'Signed all other browsers out',
  'team.acceptInvitation': 'Accepted an invitation',
  'team.declineInvitation': 'Declined an invitation',
} as const;
