import { computed, signal } from '@preact/signals';
import { MOST_SITES, Site } from '../../../shared/workspace/sites.ts';
import { updateRefusalWords } from '../../../shared/workspace/words.ts';
import { createAsking } from '../../ui/asking.ts';
import type { Wires as SettingsWires } from './model.ts';
import { words } from './sites-words.ts';
import { words as common } from './words.ts';

export type Wires = Pick<SettingsWires, 'read' | 'save'> & {
  /** This build looks at pages of this machine without being told. */
  readonly isSandbox: boolean;
};
export type SitesModel = ReturnType<typeof createSites>;

/** On which sites reps' browsers look for numbers: read, changed, saved as one. */
export const createSites = (wires: Wires) => {
  const revision = signal<string | undefined>(undefined);
  const saved = signal<readonly string[]>([]);
  const sites = signal<readonly string[]>([]);
  const typed = signal('');
  const wrong = signal<string | undefined>(undefined);
  const asking = createAsking();
  const isDirty = computed(() => JSON.stringify(sites.value) !== JSON.stringify(saved.value));

  const take = (settings: { revision: string; sites: readonly string[] }) => {
    revision.value = settings.revision;
    saved.value = settings.sites;
    sites.value = settings.sites;
  };
  const change = (next: readonly string[]) => {
    sites.value = next;
    asking.trouble.value = null;
    asking.note.value = '';
  };

  const add = () => {
    const parsed = Site.safeParse(typed.value);
    wrong.value = parsed.success ? undefined : parsed.error.issues[0]?.message;
    if (!parsed.success) return;
    if (sites.value.length >= MOST_SITES) {
      wrong.value = words.tooMany;
      return;
    }
    change([...new Set([...sites.value, parsed.data])].sort());
    typed.value = '';
  };

  return {
    isRead: computed(() => revision.value !== undefined),
    sites,
    none: wires.isSandbox ? words.noneInSandbox : words.none,
    typed,
    wrong,
    isDirty,
    ...asking,
    load: () =>
      asking.read(wires.read, settings => {
        // What was changed while it was read stays.
        const changed = isDirty.value ? sites.value : undefined;
        take(settings);
        if (changed) sites.value = changed;
      }),
    add,
    /** What Enter does: adds what is typed; false where nothing is. */
    addTyped: (): boolean => {
      if (typed.value.trim() === '') return false;
      add();
      return true;
    },
    remove: (site: string) => change(sites.value.filter(each => each !== site)),
    undo: () => {
      change(saved.value);
      typed.value = '';
      wrong.value = undefined;
    },
    save: async () => {
      const seen = revision.value;
      if (seen === undefined) return;
      await asking.during(
        () => wires.save({ revision: seen, sites: [...sites.value] }),
        settings => {
          take(settings);
          asking.note.value = common.saved;
        },
        error => (error.reason === 'changed_meanwhile' ? updateRefusalWords(error) : undefined),
      );
    },
  };
};
