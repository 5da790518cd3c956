import { computed, signal } from '@preact/signals';
import { MOST_SITES, Site } from '../../../shared/workspace/sites.ts';
import { words } from './sites-words.ts';
import { createWorkspaceForm, type Ports as FormPorts } from './workspace-form.ts';

export type Ports = FormPorts<'sites'> & {
  /** A sandbox build looks for numbers on pages of this machine without any site being set. */
  readonly isSandbox: boolean;
};
export type SitesModel = ReturnType<typeof createSites>;

/** The sites on which reps' browsers look for numbers: read, changed and saved together. */
export const createSites = (ports: Ports) => {
  const form = createWorkspaceForm(ports, ({ sites }): { sites: readonly string[] } => ({ sites }));
  const sites = computed(() => form.shown.value?.sites ?? []);
  const typed = signal('');
  const wrong = signal<string | undefined>(undefined);
  const add = () => {
    const parsed = Site.safeParse(typed.value);
    wrong.value = parsed.success ? undefined : parsed.error.issues[0]?.message;
    if (!parsed.success) return;
    if (sites.value.length >= MOST_SITES) {
      wrong.value = words.tooMany;
      return;
    }
    form.change({ sites: [...new Set([...sites.value, parsed.data])].sort() });
    typed.value = '';
  };

  return {
    ...form,
    sites,
    none: ports.isSandbox ? words.noneInSandbox : words.none,
    typed,
    /** What is wrong with the typed site. */
    wrong,
    add,
    /** What Enter does: adds the typed site; false when nothing is typed. */
    addTyped: (): boolean => {
      if (typed.value.trim() === '') return false;
      add();
      return true;
    },
    remove: (site: string) => form.change({ sites: sites.value.filter(each => each !== site) }),
    undo: () => {
      typed.value = '';
      wrong.value = undefined;
      return form.undo();
    },
  };
};
