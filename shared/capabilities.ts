/**
 * Who may do what (F056, F057): the one table that routes, screens and tests read. `depends` is a workspace's own
 * choice, stored as a grant; what is not granted is not allowed.
 */
import * as z from 'zod';
import type { Role } from './endpoint.ts';

type Cell = 'yes' | 'no' | 'depends';
type Row = Readonly<Record<Role, Cell>>;

const callers: Row = { owner: 'yes', admin: 'yes', manager: 'no', agent: 'yes', member: 'no' };
const viewers: Row = { ...callers, manager: 'depends', member: 'depends' };

export const MATRIX = {
  /** Being a member: one's own account, sessions and check-up. */
  belong: { owner: 'yes', admin: 'yes', manager: 'yes', agent: 'yes', member: 'yes' },
  /** The dialer itself: calls out, calls in, and everything done during a call. */
  dial: callers,
  viewContacts: viewers,
  editContacts: { ...callers, manager: 'depends' },
  viewCalls: viewers,
  qualifyLeads: callers,
  noteCalls: callers,
  /** Members, numbers, settings, audit log. */
  runWorkspace: { owner: 'yes', admin: 'yes', manager: 'no', agent: 'no', member: 'no' },
  /** Another workspace in the same organization. */
  runOrganization: { owner: 'yes', admin: 'no', manager: 'no', agent: 'no', member: 'no' },
} as const satisfies Readonly<Record<string, Row>>;

export const Capability = z.enum([
  'belong',
  'dial',
  'viewContacts',
  'editContacts',
  'viewCalls',
  'qualifyLeads',
  'noteCalls',
  'runWorkspace',
  'runOrganization',
]);
export type Capability = z.infer<typeof Capability>;
export const CAPABILITIES = Capability.options;

/** A cell of the table that a workspace decides: role and capability. */
export const Grant = z.enum([
  'manager.viewContacts',
  'manager.editContacts',
  'manager.viewCalls',
  'member.viewContacts',
  'member.viewCalls',
]);
export type Grant = z.infer<typeof Grant>;

/** What a workspace grants by default: managers may see things, and change nothing. */
export const USUAL_GRANTS: readonly Grant[] = ['manager.viewContacts', 'manager.viewCalls'];

export const may = (role: Role, capability: Capability, grants: readonly Grant[]): boolean => {
  const row: Row = MATRIX[capability];
  return row[role] === 'depends'
    ? grants.some(each => each === `${role}.${capability}`)
    : row[role] === 'yes';
};

/** Everything this role may do in a workspace with these grants. */
export const capabilitiesOf = (role: Role, grants: readonly Grant[]): readonly Capability[] =>
  CAPABILITIES.filter(each => may(role, each, grants));
