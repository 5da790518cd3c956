/** Every word about workspaces and their people that the Worker says. */
import type { RefusalOf } from '../endpoint.ts';
import type { createWorkspace, switchWorkspace } from './contract.ts';

export const switchRefusalWords = (_: RefusalOf<typeof switchWorkspace>): string =>
  'You are on a call. End it first, then change the workspace.';

export const createRefusalWords = ({ reason }: RefusalOf<typeof createWorkspace>): string =>
  reason === 'name_taken'
    ? 'A workspace of this organization is called that already. Choose another name.'
    : 'An organization has a hundred workspaces at most.';
