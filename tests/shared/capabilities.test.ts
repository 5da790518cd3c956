/** The table of F056 and F057, cell by cell as in the sources, and the cells a workspace decides. */
import { describe, expect, test } from 'vitest';
import {
  CAPABILITIES,
  type Capability,
  capabilitiesOf,
  Grant,
  MATRIX,
  may,
} from '../../shared/capabilities.ts';
import { ALL_ROLES, type Role } from '../../shared/endpoint.ts';

// Owner, admin, manager, agent, member.
const SOURCES: Readonly<Record<string, string>> = {
  dial: 'yes yes no yes no',
  qualifyLeads: 'yes yes no yes no',
  noteCalls: 'yes yes no yes no',
  viewContacts: 'yes yes depends yes depends',
  viewCalls: 'yes yes depends yes depends',
  editContacts: 'yes yes depends yes no',
};

test.each(Object.entries(SOURCES))('%s matches the sources', (name, cells) => {
  const row: Readonly<Record<Role, string>> = MATRIX[name as Capability];
  expect(ALL_ROLES.map(role => row[role]).join(' ')).toBe(cells);
});

test('a workspace decides exactly the cells marked “depends”', () => {
  const cells = CAPABILITIES.flatMap(each =>
    ALL_ROLES.filter(role => (MATRIX[each] as Readonly<Record<Role, string>>)[role] === 'depends').map(
      role => `${role}.${each}`,
    ),
  );
  expect(cells.sort()).toEqual([...Grant.options].sort());
});

describe('a grant', () => {
  test('allows its cell and nothing else', () => {
    for (const grant of Grant.options)
      for (const role of ALL_ROLES)
        for (const each of CAPABILITIES) {
          const isIt = grant === `${role}.${each}`;
          expect(may(role, each, [grant]) && !may(role, each, []), `${grant} ${role} ${each}`).toBe(isIt);
        }
  });

  test('never lets a manager or a member call', () => {
    for (const role of ['manager', 'member'] as const)
      expect(capabilitiesOf(role, Grant.options)).not.toContain('dial');
  });
});
