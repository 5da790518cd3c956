import * as z from 'zod';
import { Grant } from '../capabilities.ts';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { NumberId } from '../ids.ts';
import { Destination } from '../numbers/destination.ts';
import { ClickAction } from './click-action.ts';
import { Hours } from './hours.ts';
import { LIMIT_NAMES, Limit } from './limits.ts';
import { InboundPickUp } from './pick-up.ts';
import { Entitlement } from './plan.ts';
import { SetupProblem } from './setup-problem.ts';
import { MOST_SITES, Site } from './sites.ts';

const AccountSid = z
  .string()
  .trim()
  .regex(/^AC[0-9a-f]{32}$/, 'An Account SID is AC followed by 32 digits or letters from a to f.');
const ApiKeySid = z
  .string()
  .trim()
  .regex(/^SK[0-9a-f]{32}$/, 'An API Key SID is SK followed by 32 digits or letters from a to f.');
const Secret = z.string().trim().min(1).max(200);

const MOST_COUNTRIES = 300;

export const RING_SECONDS = { least: 5, most: 60, usual: 25 } as const;
const RingSeconds = z
  .number()
  .int()
  .min(RING_SECONDS.least, `At least ${RING_SECONDS.least} seconds.`)
  .max(RING_SECONDS.most, `At most ${RING_SECONDS.most} seconds.`);

/** How long a rep has after a call they talked in, before the next one may reach them. */
export const WRAP_UP_SECONDS = { least: 0, most: 600, usual: 15 } as const;
const WrapUpSeconds = z
  .number()
  .int()
  .min(WRAP_UP_SECONDS.least, 'At least 0 seconds.')
  .max(WRAP_UP_SECONDS.most, `At most ${WRAP_UP_SECONDS.most} seconds.`);

/** What a contact hears before their call is recorded. */
export const USUAL_NOTICE = 'This call is being recorded.';
const Notice = z
  .string()
  .trim()
  .min(1, 'People who are recorded have to be told. Enter what they hear.')
  .max(300, 'At most 300 characters.');

/** Everything an admin sets. Secrets are write-only: these settings only say whether there is one. */
export const Settings = z.object({
  /** Sent back with a change, so that a change to settings that have changed meanwhile is refused. */
  revision: z.string(),
  name: z.string(),
  /** ISO 3166 alpha-2: how numbers without a country code are read. */
  country: z.string(),
  accountSid: z.string().nullable(),
  hasAuthToken: z.boolean(),
  apiKeySid: z.string().nullable(),
  hasApiKeySecret: z.boolean(),
  dialerEnabled: z.boolean(),
  /** How long a contact's phone rings before the call ends as unanswered. */
  ringSeconds: z.number(),
  wrapUpSeconds: z.number(),
  /** Whether answered calls are recorded; never before the contact has heard the notice. */
  recordCalls: z.boolean(),
  recordingNotice: z.string(),
  inboundPickUp: InboundPickUp,
  /** Null when none are set: then the workspace is always open. */
  hours: Hours.nullable(),
  /** The sites on which reps' browsers look for numbers. */
  sites: z.array(z.string()),
  /** What the organization's plan does not include. */
  withheld: z.array(Entitlement),
  /** What managers and members may do (shared/capabilities.ts). */
  grants: z.array(Grant),
  /** What a click on a number in a page does: call it, or put it into the panel to be checked first. */
  clickAction: ClickAction,
  /** The number to call from when neither a rep nor a rule picks another; null for the oldest. */
  defaultNumber: NumberId.nullable(),
  /** The countries that may be called; null for the default ones. */
  allowedCountries: z.array(z.string()).nullable(),
  /** The workspace's own country, and those of its numbers. */
  usualCountries: z.array(z.string()),
  /** The countries the carrier does not let the account call; empty while that is unknown. */
  barredCountries: z.array(z.string()),
  /** Whether premium-rate and shared-cost numbers of an allowed country may be called. */
  allowCostly: z.boolean(),
  /** How much may be called in a day (limits.ts); null for no limit. */
  memberCallsPerDay: Limit,
  memberMinutesPerDay: Limit,
  workspaceCallsPerDay: Limit,
  workspaceMinutesPerDay: Limit,
  /** In whole units of the account's currency. */
  memberSpendPerDay: Limit,
  workspaceSpendPerDay: Limit,
  /** The numbers that may be called from. */
  callable: z.array(z.object({ id: NumberId, e164: z.string(), name: z.string() })),
  isOpen: z.boolean(),
  /**
   * `off`: the dialer is not enabled. `ready`: calls go out, though something may still need fixing.
   * `not_ready`: calls do not go out; `problems` says why.
   */
  dialer: z.enum(['off', 'ready', 'not_ready']),
  problems: z.array(SetupProblem),
  /** A trial account calls verified numbers only, for ten minutes at most. Null while this is unknown. */
  accountKind: z.enum(['trial', 'full']).nullable(),
  /** How many calls the carrier lets this account have at the same time; null for no known limit. */
  mostCalls: z.number().int().nullable(),
  /** When the carrier was last asked, milliseconds UTC. */
  checkedAt: z.number().nullable(),
});
export type Settings = z.infer<typeof Settings>;

export const readSettings = endpoint({
  name: 'workspace.settings',
  method: 'GET',
  path: '/v1/workspace',
  may: 'runWorkspace',
  request: z.object({}),
  reply: Settings,
  refusal: NoRefusal,
  refusals: {},
});

/** Which field the carrier does not accept, and why. */
export const FieldFault = z.enum([
  'token_refused',
  'token_needed',
  'secret_needed',
  'key_refused',
  'account_suspended',
  'account_closed',
]);
export type FieldFault = z.infer<typeof FieldFault>;
export const CheckedField = z.enum(['accountSid', 'authToken', 'apiKeySid', 'apiKeySecret']);
export type CheckedField = z.infer<typeof CheckedField>;

/**
 * Changes what is given and leaves the rest. New credentials are tried at the carrier before they are saved; with the
 * dialer enabled, the account is then set up: its TwiML application and its numbers' webhooks.
 */
export const updateSettings = endpoint({
  name: 'workspace.update',
  method: 'PATCH',
  path: '/v1/workspace',
  secrets: ['authToken', 'apiKeySecret', 'revision'],
  may: 'runWorkspace',
  stepUp: [
    'accountSid',
    'authToken',
    'apiKeySid',
    'apiKeySecret',
    'grants',
    // These decide what calls may cost: the country determines the default countries.
    'country',
    'allowedCountries',
    'allowCostly',
    ...LIMIT_NAMES,
  ],
  request: z.object({
    revision: z.string(),
    name: z.string().trim().min(1, 'Enter a name.').max(100).optional(),
    country: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/, 'A country has two letters, like US.')
      .optional(),
    accountSid: AccountSid.optional(),
    authToken: Secret.optional(),
    apiKeySid: ApiKeySid.optional(),
    apiKeySecret: Secret.optional(),
    dialerEnabled: z.boolean().optional(),
    ringSeconds: RingSeconds.optional(),
    wrapUpSeconds: WrapUpSeconds.optional(),
    recordCalls: z.boolean().optional(),
    recordingNotice: Notice.optional(),
    inboundPickUp: InboundPickUp.optional(),
    hours: Hours.nullable().optional(),
    sites: z.array(Site).max(MOST_SITES, `At most ${MOST_SITES} sites.`).optional(),
    grants: z.array(Grant).max(Grant.options.length).optional(),
    clickAction: ClickAction.optional(),
    defaultNumber: NumberId.nullable().optional(),
    allowedCountries: z
      .array(Destination)
      .min(1, 'Allow at least one country, or nobody can be called.')
      .max(MOST_COUNTRIES)
      .nullable()
      .optional(),
    allowCostly: z.boolean().optional(),
    memberCallsPerDay: Limit.optional(),
    memberMinutesPerDay: Limit.optional(),
    workspaceCallsPerDay: Limit.optional(),
    workspaceMinutesPerDay: Limit.optional(),
    memberSpendPerDay: Limit.optional(),
    workspaceSpendPerDay: Limit.optional(),
  }),
  reply: Settings,
  refusal: z.discriminatedUnion('reason', [
    z.object({ reason: z.literal('not_accepted'), fields: z.partialRecord(CheckedField, FieldFault) }),
    /** The carrier could not be asked: nothing was changed. */
    z.object({ reason: z.literal('carrier_silent') }),
    z.object({ reason: z.literal('changed_meanwhile') }),
    /** The dialer cannot be enabled: the organization's plan does not include it. */
    z.object({ reason: z.literal('not_in_plan') }),
    /** The default number does not belong to this workspace. */
    z.object({ reason: z.literal('number_unknown') }),
  ]),
  refusals: {
    not_accepted: 422,
    carrier_silent: 503,
    changed_meanwhile: 409,
    number_unknown: 422,
    not_in_plan: 402,
  },
});

/** Sets the account up again: checks everything, creates what is missing, repairs what is wrong. */
export const setUp = endpoint({
  name: 'workspace.setUp',
  method: 'POST',
  path: '/v1/workspace/set-up',
  may: 'runWorkspace',
  request: z.object({}),
  reply: Settings,
  refusal: z.object({ reason: z.literal('being_set_up') }),
  refusals: { being_set_up: 409 },
});
