import { computed, signal } from '@preact/signals';
import { type Settings, updateSettings } from '../../../shared/workspace/contract.ts';
import { updateRefusalWords } from '../../../shared/workspace/words.ts';
import { createAsking } from '../../ui/asking.ts';
import { findCountries, sortedCountries } from './countries-list.ts';
import type { Wires as SettingsWires } from './model.ts';
import { words as common } from './words.ts';

export type Wires = Pick<SettingsWires, 'read' | 'save'>;
export type CountriesModel = ReturnType<typeof createCountries>;

type Choice = Pick<Settings, 'allowedCountries' | 'allowCostly'>;

const MOST_MATCHES = 6;
const NOTHING: Choice = { allowedCountries: null, allowCostly: false };

/** Which countries may be called: read, changed, saved as one. */
export const createCountries = (wires: Wires) => {
  const settings = signal<Settings | undefined>(undefined);
  const choice = signal<Choice>(NOTHING);
  const typed = signal('');
  const wrong = signal<string | undefined>(undefined);
  const asking = createAsking();
  const saved = computed<Choice>(() => {
    const { allowedCountries, allowCostly } = settings.value ?? NOTHING;
    return { allowedCountries, allowCostly };
  });
  const isDirty = computed(() => JSON.stringify(choice.value) !== JSON.stringify(saved.value));
  const codes = computed(() => choice.value.allowedCountries ?? settings.value?.usualCountries ?? []);

  const change = (part: Partial<Choice>) => {
    choice.value = { ...choice.value, ...part };
    wrong.value = undefined;
    asking.trouble.value = null;
    asking.note.value = '';
  };
  const take = (read: Settings) => {
    settings.value = read;
    choice.value = saved.value;
  };
  const matches = computed(() => findCountries(typed.value, codes.value).slice(0, MOST_MATCHES));
  const add = (code: string) => {
    change({ allowedCountries: [...codes.value, code] });
    typed.value = '';
  };

  return {
    isRead: computed(() => settings.value !== undefined),
    countries: computed(() => sortedCountries(codes.value)),
    /** Those of them that the carrier does not let this account call. */
    barred: computed(() => {
      const barred = settings.value?.barredCountries ?? [];
      return codes.value.filter(code => barred.some(each => each === code));
    }),
    isUsual: computed(() => choice.value.allowedCountries === null),
    allowCostly: computed(() => choice.value.allowCostly),
    typed,
    matches,
    wrong,
    isDirty,
    ...asking,
    load: () =>
      asking.read(wires.read, read => {
        // What was changed while it was read stays.
        const changed = isDirty.value ? choice.value : undefined;
        take(read);
        if (changed) choice.value = changed;
      }),
    add,
    /** Takes the first that was found; false where nobody searches. */
    addFirst: (): boolean => {
      if (typed.value.trim() === '') return false;
      const [first] = matches.value;
      if (first) add(first.code);
      return true;
    },
    remove: (code: string) => change({ allowedCountries: codes.value.filter(each => each !== code) }),
    follow: () => change({ allowedCountries: null }),
    setCostly: (allowCostly: boolean) => change({ allowCostly }),
    undo: () => {
      change(saved.value);
      typed.value = '';
    },
    save: async () => {
      const { revision } = settings.value ?? {};
      if (revision === undefined) return;
      const { allowedCountries, allowCostly } = choice.value;
      const request = {
        revision,
        allowCostly,
        allowedCountries: allowedCountries && [...allowedCountries],
      };
      const parsed = updateSettings.request.safeParse(request);
      wrong.value = parsed.success ? undefined : parsed.error.issues[0]?.message;
      if (!parsed.success) return;
      await asking.during(
        () => wires.save(parsed.data),
        read => {
          take(read);
          asking.note.value = common.saved;
        },
        error => (error.reason === 'changed_meanwhile' ? updateRefusalWords(error) : undefined),
      );
    },
  };
};
