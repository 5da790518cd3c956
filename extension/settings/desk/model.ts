import { signal } from '@preact/signals';
import type { RequestOf } from '../../../shared/endpoint.ts';
import {
  CheckedField,
  type Settings,
  type setUp,
  updateSettings,
} from '../../../shared/workspace/contract.ts';
import { LIMIT_NAMES } from '../../../shared/workspace/limits.ts';
import { fieldFaultWords, setUpRefusalWords } from '../../../shared/workspace/words.ts';
import type { Reply } from '../../http.ts';
import { createWorkspaceForm, type Ports as FormPorts } from './workspace-form.ts';

export type Ports = FormPorts & { readonly setUp: () => Promise<Reply<typeof setUp>> };

type Change = Omit<RequestOf<typeof updateSettings>, 'revision'>;
/** Fields that have a form of their own. */
const ELSEWHERE = ['hours', 'grants', 'sites', 'allowedCountries', 'allowCostly'] as const;
export type FieldName = Exclude<keyof Change, (typeof ELSEWHERE)[number]>;
const isLimit = (field: string): boolean => LIMIT_NAMES.some(each => each === field);
const isHere = (field: string): field is FieldName =>
  field !== 'revision' && !ELSEWHERE.some(each => each === field);
const FIELDS = Object.keys(updateSettings.request.shape).filter(isHere);

/** The fields as typed. */
type Typed = Readonly<Record<FieldName, string | boolean>>;

/** What a field shows until somebody types into it. */
const shownOf = (settings: Settings, field: FieldName): string | boolean => {
  if (field === 'authToken' || field === 'apiKeySecret') return '';
  const value = settings[field];
  return typeof value === 'boolean' ? value : String(value ?? '');
};
const typedOf = (settings: Settings): Typed =>
  Object.fromEntries(FIELDS.map(field => [field, shownOf(settings, field)])) as Typed;

/** A number is sent as a number; other input is sent as typed, and is refused at its field. */
const requestOf = (typed: Partial<Typed>): object =>
  Object.fromEntries(
    Object.entries(typed).map(([field, value]) => {
      if (field === 'ringSeconds' || field === 'wrapUpSeconds')
        return [field, value === '' ? Number.NaN : Number(value)];
      if (isLimit(field)) return [field, value === '' ? null : Number(value)];
      return field === 'defaultNumber' && value === '' ? [field, null] : [field, value];
    }),
  );

type Refused = Extract<Reply<typeof updateSettings>, { ok: false }>['error'];
const wrongOf = (error: Refused): Partial<Record<FieldName, string>> => {
  if (error.reason !== 'not_accepted') return {};
  const { fields } = error;
  return Object.fromEntries(
    CheckedField.options.flatMap(field => {
      const fault = fields[field];
      return fault ? [[field, fieldFaultWords(fault)]] : [];
    }),
  );
};

export type SettingsModel = ReturnType<typeof createSettings>;

/** The settings an admin can change: read, changed field by field, and saved together. */
export const createSettings = (ports: Ports) => {
  const form = createWorkspaceForm(ports, typedOf, { requestOf, wrongOf });
  const isSettingUp = signal(false);
  return {
    ...form,
    settings: form.server,
    isSettingUp,
    valueOf: (field: FieldName): string | boolean => form.shown.value?.[field] ?? '',
    set: (field: FieldName, value: string | boolean) => form.change({ [field]: value }),
    /** Checks everything again, creates what is missing and repairs what is wrong. */
    setUp: async () => {
      if (form.busy.value) return;
      isSettingUp.value = true;
      await form.during(ports.setUp, form.take, error =>
        error.reason === 'being_set_up' ? setUpRefusalWords(error) : undefined,
      );
      isSettingUp.value = false;
    },
  };
};
