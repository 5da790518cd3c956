import { capabilitiesOf } from '../../shared/capabilities.ts';
import type { Me } from '../../shared/team/contract.ts';
import type { Principal } from '../context.ts';
import { dialingOf, sitesOf } from '../workspace/index.ts';
import { grantsOf } from './grants.ts';

/** What members see of themselves and their workspace. */
export const meFrom = ({
  memberId,
  name,
  email,
  role,
  workspace,
}: Pick<Principal, 'memberId' | 'name' | 'email' | 'role' | 'workspace'>): Me => ({
  member: { id: memberId, name, email, role },
  workspace: {
    id: workspace.id,
    organizationId: workspace.organizationId,
    name: workspace.name,
    country: workspace.country,
    clickAction: dialingOf(workspace).clickAction,
    sites: sitesOf(workspace),
  },
  may: [...capabilitiesOf(role, grantsOf(workspace))],
});
