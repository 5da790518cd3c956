import type { Role } from '../endpoint.ts';

/** Whom somebody may invite, and whose role they may change or take: an owner everybody, an admin nobody above them. */
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
