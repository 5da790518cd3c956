import { computed, signal } from '@preact/signals';
import type { SettingsOf } from '../../../shared/settings/groups.ts';
import { findCountries, sortedCountries } from './countries-list.ts';
import { createWorkspaceForm, type Ports as FormPorts } from './workspace-form.ts';

export type Ports = FormPorts<'countries'>;
export type CountriesModel = ReturnType<typeof createCountries>;

type Choice = Pick<SettingsOf<'countries'>, 'allowedCountries' | 'allowCostly'>;

const MOST_MATCHES = 6;
const choiceOf = ({ allowedCountries, allowCostly }: Choice): Choice => ({ allowedCountries, allowCostly });

/** The countries that may be called: read, changed and saved together. */
export const createCountries = (ports: Ports) => {
  const form = createWorkspaceForm(ports, choiceOf);
  const typed = signal('');
  const settings = form.server;
  const codes = computed(() => form.values.value?.allowedCountries ?? settings.value?.usualCountries ?? []);
  const matches = computed(() => findCountries(typed.value, codes.value).slice(0, MOST_MATCHES));
  const add = (code: string) => {
    form.change({ allowedCountries: [...codes.value, code] });
    typed.value = '';
  };

  return {
    ...form,
    countries: computed(() => sortedCountries(codes.value)),
    /** The allowed countries that the carrier does not let this account call. */
    barred: computed(() => {
      const barred = settings.value?.barredCountries ?? [];
      return codes.value.filter(code => barred.some(each => each === code));
    }),
    isUsual: computed(() => (form.values.value?.allowedCountries ?? null) === null),
    typed,
    matches,
    add,
    /** Adds the first match; false when nothing is typed. */
    addFirst: (): boolean => {
      if (typed.value.trim() === '') return false;
      const [first] = matches.value;
      if (first) add(first.code);
      return true;
    },
    remove: (code: string) => form.change({ allowedCountries: codes.value.filter(each => each !== code) }),
    follow: () => form.change({ allowedCountries: null }),
    undo: () => {
      typed.value = '';
      return form.undo();
    },
  };
};
