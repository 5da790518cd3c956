import { computed, signal } from '@preact/signals';
import { updateSettings } from '../../../shared/settings/contract.ts';
import type { Wrong } from '../../ui/form/form-model.ts';
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
  const sites = computed(() => form.values.value?.sites ?? []);
  const typed = signal('');
  /** What is wrong with the typed site. */
  const wrongSite = signal<string | undefined>(undefined);
  const type = (text: string) => {
    typed.value = text;
    wrongSite.value = undefined;
  };
  const add = () => {
    const parsed = updateSettings.request.shape.sites.safeParse([...sites.value, typed.value]);
    wrongSite.value = parsed.error?.issues[0]?.message;
    if (!parsed.data) return;
    form.change({ sites: [...new Set(parsed.data)].sort() });
    typed.value = '';
  };

  return {
    ...form,
    sites,
    none: ports.isSandbox ? words.noneInSandbox : words.none,
    typed,
    type,
    wrong: computed((): Wrong => (wrongSite.value ? { site: wrongSite.value } : form.wrong.value)),
    add,
    /** What Enter does: adds the typed site; false when nothing is typed. */
    addTyped: (): boolean => {
      if (typed.value.trim() === '') return false;
      add();
      return true;
    },
    remove: (site: string) => form.change({ sites: sites.value.filter(each => each !== site) }),
    undo: () => {
      type('');
      return form.undo();
    },
  };
};
