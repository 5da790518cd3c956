import { signal } from '@preact/signals';
import type { Settings, SettingsChange } from '../../../shared/settings/groups.ts';
import type { setUp } from '../../../shared/workspace/contract.ts';
import { LIMIT_NAMES } from '../../../shared/workspace/limits.ts';
import { setUpRefusalWords } from '../../../shared/workspace/words.ts';
import type { Reply } from '../../http.ts';
import { wholeNumberIn } from '../../ui/form/whole-number.ts';
import { createWorkspaceForm, type Ports } from './workspace-form.ts';

export type BasicPorts = Ports<'basic' | 'account'>;
export type LimitsPorts = Ports<'limits'>;
export type DialerPorts = Ports<'dialer' | 'recording' | 'incoming' | 'account'> & {
  readonly setUp: () => Promise<Reply<typeof setUp>>;
};

/** Fields that have a form of their own. */
type Elsewhere = 'hours' | 'grants' | 'sites' | 'allowedCountries' | 'allowCostly';
type FieldName = Exclude<keyof SettingsChange, Elsewhere>;
const NUMBERS: readonly string[] = ['ringSeconds', 'wrapUpSeconds', ...LIMIT_NAMES];

/** The fields as typed. */
type Typed<Name extends FieldName> = {
  readonly [Field in Name]: NonNullable<SettingsChange[Field]> extends boolean ? boolean : string;
};

/** What a field shows until somebody types into it. */
const shownOf = (settings: Partial<Settings>, field: FieldName): string | boolean => {
  if (field === 'authToken' || field === 'apiKeySecret') return '';
  const value = settings[field];
  return typeof value === 'boolean' ? value : String(value ?? '');
};
/** What the fields of a page show. */
const typedOf =
  <Name extends FieldName>(...fields: readonly Name[]) =>
  (settings: Partial<Settings>): Typed<Name> =>
    Object.fromEntries(fields.map(field => [field, shownOf(settings, field)])) as Typed<Name>;

/** A number is sent as a number; other input is sent as typed, and is refused at its field. */
const requestOf = (typed: object): object =>
  Object.fromEntries(
    Object.entries(typed).map(([field, value]) => {
      if (NUMBERS.includes(field)) return [field, wholeNumberIn(String(value))];
      return field === 'defaultNumber' && value === '' ? [field, null] : [field, value];
    }),
  );

export type BasicModel = ReturnType<typeof createBasic>;
export type DialerModel = ReturnType<typeof createDialer>;
export type LimitsModel = ReturnType<typeof createLimits>;

/** The workspace's name, and its account with the carrier. */
export const createBasic = (ports: BasicPorts) =>
  createWorkspaceForm(ports, typedOf('name', 'country', 'accountSid', 'authToken'), requestOf);

/** How much may be called in a day. */
export const createLimits = (ports: LimitsPorts) =>
  createWorkspaceForm(ports, typedOf(...LIMIT_NAMES), requestOf);

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
  const form = createWorkspaceForm(ports, valuesOf, requestOf);
  const isSettingUp = signal(false);
  return {
    ...form,
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
