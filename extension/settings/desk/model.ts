import { computed, signal } from '@preact/signals';
import type { RequestOf } from '../../../shared/endpoint.ts';
import {
  CheckedField,
  type readSettings,
  type Settings,
  type setUp,
  updateSettings,
} from '../../../shared/workspace/contract.ts';
import { LIMIT_NAMES } from '../../../shared/workspace/limits.ts';
import { fieldFaultWords, setUpRefusalWords, updateRefusalWords } from '../../../shared/workspace/words.ts';
import type { Reply } from '../../http.ts';
import type { Trouble } from '../../ui/Trouble.tsx';
import { words } from './words.ts';

export type Wires = {
  readonly read: () => Promise<Reply<typeof readSettings>>;
  readonly save: (change: RequestOf<typeof updateSettings>) => Promise<Reply<typeof updateSettings>>;
  readonly setUp: () => Promise<Reply<typeof setUp>>;
};

type Change = Omit<RequestOf<typeof updateSettings>, 'revision'>;
/** Fields with a form of their own. */
type Elsewhere = 'hours' | 'grants' | 'sites' | 'allowedCountries' | 'allowCostly';
const isLimit = (field: string): boolean => LIMIT_NAMES.some(each => each === field);
export type FieldName = Exclude<keyof Change, Elsewhere>;
/** As it is typed. What is not in it is as it was. */
type Draft = Readonly<Partial<Record<FieldName, string | boolean>>>;
export type Wrong = Readonly<Partial<Record<FieldName, string>>>;

/** What a field shows while nobody has typed into it. */
const shownOf = (settings: Settings, field: FieldName): string | boolean => {
  if (field === 'authToken' || field === 'apiKeySecret') return '';
  const value = settings[field];
  return typeof value === 'boolean' ? value : String(value ?? '');
};

type Fault = { readonly reason: string; readonly detail?: string; readonly requestId?: string };
export const troubleOf = (fault: Fault): Trouble =>
  fault.reason === 'server' && fault.detail !== undefined
    ? { text: fault.detail, requestId: fault.requestId }
    : { text: words.offline };

export type SettingsModel = ReturnType<typeof createSettings>;

/** What an admin sets: read, changed field by field, saved as one. */
export const createSettings = (wires: Wires) => {
  /** Undefined until they have been read. */
  const settings = signal<Settings | undefined>(undefined);
  const draft = signal<Draft>({});
  const wrong = signal<Wrong>({});
  const trouble = signal<Trouble | null>(null);
  const note = signal('');
  const busy = signal<'save' | 'setUp' | null>(null);
  const isDirty = computed(() => Object.keys(draft.value).length > 0);

  /** A number is sent as one; whatever else was typed goes as it is, and is refused at its field. */
  const changeOf = (typed: Draft): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(typed).map(([field, value]) => {
        if (field === 'ringSeconds' || field === 'wrapUpSeconds')
          return [field, value === '' ? Number.NaN : Number(value)];
        if (isLimit(field)) return [field, value === '' ? null : Number(value)];
        return field === 'defaultNumber' && value === '' ? [field, null] : [field, value];
      }),
    );

  const fieldsOf = (error: {
    fields: Partial<Record<CheckedField, Parameters<typeof fieldFaultWords>[0]>>;
  }) =>
    Object.fromEntries(
      CheckedField.options.flatMap(field => {
        const fault = error.fields[field];
        return fault ? [[field, fieldFaultWords(fault)]] : [];
      }),
    );

  const refused = (error: Extract<Reply<typeof updateSettings>, { ok: false }>['error']) => {
    if (error.reason === 'not_accepted') wrong.value = fieldsOf(error);
    const isRefusal =
      error.reason === 'not_accepted' ||
      error.reason === 'carrier_silent' ||
      error.reason === 'changed_meanwhile' ||
      error.reason === 'number_unknown' ||
      error.reason === 'not_in_plan';
    trouble.value = isRefusal ? { text: updateRefusalWords(error) } : troubleOf(error);
  };

  return {
    settings,
    isRead: computed(() => settings.value !== undefined),
    wrong,
    trouble,
    note,
    busy,
    isDirty,
    load: async () => {
      trouble.value = null;
      const reply = await wires.read();
      if (reply.ok) settings.value = reply.value;
      else trouble.value = troubleOf(reply.error);
    },
    valueOf: (field: FieldName): string | boolean =>
      draft.value[field] ?? (settings.value ? shownOf(settings.value, field) : ''),
    set: (field: FieldName, value: string | boolean) => {
      if (!settings.value) return;
      const { [field]: _, ...others } = draft.value;
      const isAsWas = shownOf(settings.value, field) === value;
      draft.value = isAsWas ? others : { ...others, [field]: value };
      wrong.value = { ...wrong.value, [field]: undefined };
      note.value = '';
    },
    undo: () => {
      draft.value = {};
      wrong.value = {};
      trouble.value = null;
      note.value = '';
    },
    save: async (): Promise<boolean> => {
      if (busy.value !== null || !settings.value) return false;
      trouble.value = null;
      note.value = '';
      const request = { revision: settings.value.revision, ...changeOf(draft.value) };
      const parsed = updateSettings.request.safeParse(request);
      wrong.value = parsed.success
        ? {}
        : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]));
      if (!parsed.success) return false;
      busy.value = 'save';
      const reply = await wires.save(parsed.data);
      busy.value = null;
      if (!reply.ok) {
        refused(reply.error);
        return false;
      }
      settings.value = reply.value;
      draft.value = {};
      note.value = words.saved;
      return true;
    },
    /** Looks at everything again, makes what is missing and mends what is wrong. */
    setUp: async () => {
      if (busy.value !== null) return;
      trouble.value = null;
      busy.value = 'setUp';
      const reply = await wires.setUp();
      busy.value = null;
      if (reply.ok) settings.value = reply.value;
      else
        trouble.value =
          reply.error.reason === 'being_set_up'
            ? { text: setUpRefusalWords(reply.error) }
            : troubleOf(reply.error);
    },
  };
};
