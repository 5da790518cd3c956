import { computed } from '@preact/signals';
import type { Grant } from '../../../shared/capabilities.ts';
import { createWorkspaceForm, type Ports } from './workspace-form.ts';

export type RolesModel = ReturnType<typeof createRoles>;

const grantsOf = ({ grants }: { readonly grants: readonly Grant[] }): { grants: Grant[] } => ({
  grants: grants.toSorted(),
});

/** What a workspace grants its managers and members: read, changed and saved together. */
export const createRoles = (ports: Ports<'roles'>) => {
  const form = createWorkspaceForm(ports, grantsOf);
  const grants = computed(() => form.values.value?.grants ?? []);
  return {
    ...form,
    grants,
    set: (grant: Grant, isGranted: boolean) => {
      const others = grants.value.filter(each => each !== grant);
      form.change(grantsOf({ grants: isGranted ? [...others, grant] : others }));
    },
  };
};
