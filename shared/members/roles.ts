import type { Role } from '../endpoint.ts';

/** Which roles a member may invite, change or remove: an owner every role, an admin only the roles below admin. */
const MANAGES: Readonly<Record<Role, readonly Role[]>> = {
  owner: ['owner', 'admin', 'manager', 'agent', 'member'],
  admin: ['manager', 'agent', 'member'],
  manager: [],
  agent: [],
  member: [],
};

/** The roles this role may give. */
export const rolesGivenBy = (role: Role): readonly Role[] => MANAGES[role];

export const mayManage = (role: Role, other: Role): boolean => MANAGES[role].includes(other);
