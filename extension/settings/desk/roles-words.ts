import type { Capability } from '../../../shared/capabilities.ts';

export const words = {
  table: 'Roles and what they may do',
  title: 'Roles',
  intro:
    'Who may do what. Your workspace decides where there is a checkbox; everything else is fixed for each role.',
  what: 'What',
  yes: 'yes',
  no: 'no',
  grant: (role: string, what: string) => `${role}: ${what}`,
  whats: {
    belong: 'Sign in, see their own settings and the check-up',
    dial: 'Call and be called',
    qualifyLeads: 'Qualify leads',
    noteCalls: 'Add notes to calls',
    viewContacts: 'See contacts',
    editContacts: 'Change contacts',
    viewCalls: 'See the calls of the workspace',
    runWorkspace: 'Members, numbers, settings, audit log',
    runOrganization: 'Create another workspace',
  } satisfies Record<Capability, string>,
} as const;
