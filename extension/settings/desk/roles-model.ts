import { computed, signal } from '@preact/signals';
import type { Grant } from '../../../shared/capabilities.ts';
import { updateRefusalWords } from '../../../shared/workspace/words.ts';
import { createAsking } from '../../ui/asking.ts';
import type { Wires as SettingsWires } from './model.ts';
import { words } from './words.ts';

export type Wires = Pick<SettingsWires, 'read' | 'save'>;
export type RolesModel = ReturnType<typeof createRoles>;

const same = (a: readonly Grant[], b: readonly Grant[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

/** What a workspace grants its managers and members: read, changed, saved as one. */
export const createRoles = (wires: Wires) => {
  const revision = signal<string | undefined>(undefined);
  const saved = signal<readonly Grant[]>([]);
  const grants = signal<readonly Grant[]>([]);
  const asking = createAsking();
  const isDirty = computed(() => !same(grants.value, saved.value));

  const take = (settings: { revision: string; grants: readonly Grant[] }) => {
    revision.value = settings.revision;
    saved.value = settings.grants;
    grants.value = settings.grants;
  };

  return {
    isRead: computed(() => revision.value !== undefined),
    grants,
    isDirty,
    /** Nothing can be typed wrong here. */
    wrong: signal(null),
    ...asking,
    load: () =>
      asking.read(wires.read, settings => {
        // What was chosen while it was read stays.
        const chosen = isDirty.value ? grants.value : undefined;
        take(settings);
        if (chosen) grants.value = chosen;
      }),
    set: (grant: Grant, isGranted: boolean) => {
      const others = grants.value.filter(each => each !== grant);
      grants.value = isGranted ? [...others, grant] : others;
      asking.trouble.value = null;
      asking.note.value = '';
    },
    undo: () => {
      grants.value = saved.value;
      asking.trouble.value = null;
      asking.note.value = '';
    },
    save: async () => {
      const seen = revision.value;
      if (seen === undefined) return;
      await asking.during(
        () => wires.save({ revision: seen, grants: [...grants.value] }),
        settings => {
          take(settings);
          asking.note.value = words.saved;
        },
        error => (error.reason === 'changed_meanwhile' ? updateRefusalWords(error) : undefined),
      );
    },
  };
};
