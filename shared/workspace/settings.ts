import * as z from 'zod';
import { settingGroup } from '../settings/group.ts';
import { Hours } from './hours.ts';
import { MOST_SITES, Site } from './sites.ts';

export const basic = settingGroup({
  fields: {
    name: z.string().trim().min(1, 'Enter a name.').max(100),
    /** ISO 3166 alpha-2: how numbers without a country code are read. */
    country: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/, 'Choose a country.'),
  },
  values: { name: z.string(), country: z.string() },
  about: {},
  defaults: {},
  // It determines the default countries, and so what calls may cost.
  stepUp: ['country'],
});

const AccountSid = z
  .string()
  .trim()
  .regex(/^AC[0-9a-f]{32}$/, 'An Account SID is AC followed by 32 digits or letters from a to f.');
const ApiKeySid = z
  .string()
  .trim()
  .regex(/^SK[0-9a-f]{32}$/, 'An API Key SID is SK followed by 32 digits or letters from a to f.');
const Secret = z.string().trim().min(1).max(200);

/** The account with the carrier. New credentials are tried there before they are saved. */
export const account = settingGroup({
  fields: { accountSid: AccountSid, authToken: Secret, apiKeySid: ApiKeySid, apiKeySecret: Secret },
  values: { accountSid: z.string().nullable(), apiKeySid: z.string().nullable() },
  about: { hasAuthToken: z.boolean(), hasApiKeySecret: z.boolean() },
  defaults: { accountSid: null, apiKeySid: null },
  secrets: ['authToken', 'apiKeySecret'],
  stepUp: ['accountSid', 'authToken', 'apiKeySid', 'apiKeySecret'],
});

export const CheckedField = z.enum(['accountSid', 'authToken', 'apiKeySid', 'apiKeySecret']);
export type CheckedField = z.infer<typeof CheckedField>;
/** Why the carrier does not accept a field. */
export const FieldFault = z.enum([
  'token_refused',
  'token_needed',
  'secret_needed',
  'key_refused',
  'account_suspended',
  'account_closed',
]);
export type FieldFault = z.infer<typeof FieldFault>;

/** Null when none are set: then the workspace is always open. */
export const hours = settingGroup({
  fields: { hours: Hours.nullable() },
  values: { hours: Hours.nullable() },
  about: { isOpen: z.boolean() },
  defaults: { hours: null },
});

/** The sites on which reps' browsers look for numbers. */
export const sites = settingGroup({
  fields: { sites: z.array(Site).max(MOST_SITES, `At most ${MOST_SITES} sites.`) },
  values: { sites: z.array(z.string()) },
  about: {},
  defaults: { sites: [] },
});
