import { signal } from '@preact/signals';
import type { Settings, SettingsChange } from '../../../shared/settings/groups.ts';
import type { setUp } from '../../../shared/workspace/contract.ts';
import { LIMIT_NAMES } from '../../../shared/workspace/limits.ts';
import { CheckedField } from '../../../shared/workspace/settings.ts';
import { fieldFaultWords, setUpRefusalWords } from '../../../shared/workspace/words.ts';
import type { Reply } from '../../http.ts';
import { createWorkspaceForm, type Ports, type Refused } from './workspace-form.ts';

export type BasicPorts = Ports<'basic' | 'account'>;
export type LimitsPorts = Ports<'limits'>;
export type DialerPorts = Ports<'dialer' | 'recording' | 'incoming' | 'account'> & {
  readonly setUp: () => Promise<Reply<typeof setUp>>;
};

/** Fields that have a form of their own. */
type Elsewhere = 'hours' | 'grants' | 'sites' | 'allowedCountries' | 'allowCostly';
export type FieldName = Exclude<keyof SettingsChange, Elsewhere>;
const isLimit = (field: string): boolean => LIMIT_NAMES.some(each => each === field);

/** The fields as typed. */
type Typed = Readonly<Partial<Record<FieldName, string | boolean>>>;

/** What a field shows until somebody types into it. */
const shownOf = (settings: Partial<Settings>, field: FieldName): string | boolean => {
  if (field === 'authToken' || field === 'apiKeySecret') return '';
  const value = settings[field];
  return typeof value === 'boolean' ? value : String(value ?? '');
};
/** What the fields of a page show. */
const typedOf =
  (...fields: readonly FieldName[]) =>
  (settings: Partial<Settings>): Typed =>
    Object.fromEntries(fields.map(field => [field, shownOf(settings, field)]));

/** A number is sent as a number; other input is sent as typed, and is refused at its field. */
const requestOf = (typed: Typed): object =>
  Object.fromEntries(
    Object.entries(typed).map(([field, value]) => {
      if (field === 'ringSeconds' || field === 'wrapUpSeconds')
        return [field, value === '' ? Number.NaN : Number(value)];
      if (isLimit(field)) return [field, value === '' ? null : Number(value)];
      return field === 'defaultNumber' && value === '' ? [field, null] : [field, value];
    }),
  );

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

type Form = {
  readonly shown: { readonly value: Typed | undefined };
  readonly change: (part: Typed) => void;
};
/** A form's fields one by one. */
const byField = ({ shown, change }: Form) => ({
  valueOf: (field: FieldName): string | boolean => shown.value?.[field] ?? '',
  set: (field: FieldName, value: string | boolean) => change({ [field]: value }),
});

export type BasicModel = ReturnType<typeof createBasic>;
export type DialerModel = ReturnType<typeof createDialer>;
export type LimitsModel = ReturnType<typeof createLimits>;

const options = { requestOf, wrongOf };

/** The workspace's name, and its account with the carrier. */
export const createBasic = (ports: BasicPorts) => {
  const valuesOf = typedOf('name', 'country', 'accountSid', 'authToken');
  const form = createWorkspaceForm(ports, valuesOf, options);
  return { ...form, settings: form.server, ...byField(form) };
};

/** How much may be called in a day. */
export const createLimits = (ports: LimitsPorts) => {
  const form = createWorkspaceForm(ports, typedOf(...LIMIT_NAMES), options);
  return { ...form, settings: form.server, ...byField(form) };
};

/** Whether calls can be made, and how. */
export const createDialer = (ports: DialerPorts) => {
  const valuesOf = typedOf(
    'dialerEnabled',
    'apiKeySid',
    'apiKeySecret',
    'ringSeconds',
    'wrapUpSeconds',
    'defaultNumber',
    'clickAction',
    'inboundPickUp',
    'recordCalls',
    'recordingNotice',
  );
  const form = createWorkspaceForm(ports, valuesOf, options);
  const isSettingUp = signal(false);
  return {
    ...form,
    settings: form.server,
    ...byField(form),
    isSettingUp,
    /** Checks everything again, creates what is missing and repairs what is wrong. */
    setUp: async () => {
      if (form.busy.value) return;
      isSettingUp.value = true;
      await form.during(
        ports.setUp,
        state => {
          if (form.server.value) form.take({ ...form.server.value, ...state });
        },
        error => (error.reason === 'being_set_up' ? setUpRefusalWords(error) : undefined),
      );
      isSettingUp.value = false;
    },
  };
};
