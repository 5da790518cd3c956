import * as z from 'zod';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { NumberId } from '../ids.ts';
import { RING_SECONDS, WorkMode } from '../incoming/work-mode.ts';

/** A number in E.164: + and 7 to 15 digits. */
export const E164 = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/)
  .brand<'E164'>();
export type E164 = z.infer<typeof E164>;

export const NumberView = z.object({ id: NumberId, e164: E164, name: z.string(), areaCode: z.string() });
export type NumberView = z.infer<typeof NumberView>;

/** The numbers that may be called from, oldest first. */
export const listNumbers = endpoint({
  name: 'numbers.list',
  method: 'GET',
  path: '/v1/numbers',
  may: 'dial',
  request: z.object({}),
  reply: z.object({ numbers: z.array(NumberView) }),
  refusal: NoRefusal,
  refusals: {},
});

/** A number with all its settings. */
export const ManagedNumber = NumberView.extend({
  voice: z.boolean(),
  sms: z.boolean(),
  /** How an AI agent introduces itself on this number. */
  brandName: z.string(),
  /** What becomes of calls to it. */
  mode: WorkMode,
  /** How long reps are rung, in seconds. */
  ringSeconds: z.number().int(),
  /** Where calls are forwarded as the mode says, and those that no rep takes. */
  forwardTo: E164.nullable(),
  /** Whether the person forwarded to is connected only once they have pressed a key. */
  forwardAsksKey: z.boolean(),
  /** What voicemail says before the tone; empty for the usual words. */
  greeting: z.string(),
  /** The Off-Hours Message; empty for the usual one. */
  offHoursMessage: z.string(),
  /** Whether callers may leave a message after the Off-Hours Message. */
  offHoursRecords: z.boolean(),
  campaign: z.string(),
  createdAt: z.number(),
  /** The account with the carrier no longer has this number: no calls are made from it. */
  isGone: z.boolean(),
});
export type ManagedNumber = z.infer<typeof ManagedNumber>;

/** The refusals of endpoints that have to ask the carrier. */
const CarrierSaid = z.discriminatedUnion('reason', [
  z.object({ reason: z.literal('not_connected') }),
  z.object({ reason: z.literal('carrier_silent') }),
  /** The carrier takes no more requests for now: nothing was done. */
  z.object({ reason: z.literal('carrier_busy') }),
  z.object({ reason: z.literal('carrier_refused'), code: z.number(), message: z.string() }),
]);
export type CarrierSaid = z.infer<typeof CarrierSaid>;
const CARRIER_SAID = {
  not_connected: 409,
  carrier_silent: 503,
  carrier_busy: 503,
  carrier_refused: 422,
} as const;

export const managedNumbers = endpoint({
  name: 'numbers.managed',
  method: 'GET',
  path: '/v1/numbers/managed',
  may: 'runWorkspace',
  request: z.object({}),
  reply: z.object({ numbers: z.array(ManagedNumber) }),
  refusal: NoRefusal,
  refusals: {},
});

/**
 * The address that a country's law requires the carrier to have before it sells a number: any address, one in the
 * number's own country, or one outside it.
 */
export const AddressRequirement = z.enum(['none', 'any', 'local', 'foreign']);
export type AddressRequirement = z.infer<typeof AddressRequirement>;

/** A number that the account with the carrier has, or that the carrier sells. */
export const FoundNumber = z.object({
  e164: E164,
  name: z.string(),
  /** City and region, where the carrier gives them. */
  place: z.string(),
  voice: z.boolean(),
  sms: z.boolean(),
  address: AddressRequirement,
});
export type FoundNumber = z.infer<typeof FoundNumber>;

/** Numbers that the account with the carrier has and this workspace does not use yet. */
export const importable = endpoint({
  name: 'numbers.importable',
  method: 'GET',
  path: '/v1/numbers/importable',
  may: 'runWorkspace',
  request: z.object({}),
  reply: z.object({ numbers: z.array(FoundNumber) }),
  refusal: CarrierSaid,
  refusals: CARRIER_SAID,
});

/** Starts using numbers of the account with the carrier; a number that is used already stays as it is. */
export const importNumbers = endpoint({
  name: 'numbers.import',
  method: 'POST',
  path: '/v1/numbers/import',
  may: 'runWorkspace',
  stepUp: true,
  request: z.object({ numbers: z.array(E164).min(1, 'Choose at least one number.').max(100) }),
  reply: z.object({ numbers: z.array(ManagedNumber) }),
  refusal: CarrierSaid,
  refusals: CARRIER_SAID,
});

export const NumberKind = z.enum(['local', 'toll_free', 'mobile']);
export type NumberKind = z.infer<typeof NumberKind>;

/** Numbers for sale, at most twenty. */
export const searchNumbers = endpoint({
  name: 'numbers.search',
  method: 'GET',
  path: '/v1/numbers/for-sale',
  may: 'runWorkspace',
  request: z.object({
    country: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/, 'Choose a country.'),
    kind: NumberKind,
    /** Three digits in North America. */
    areaCode: z
      .string()
      .trim()
      .regex(/^\d{0,6}$/, 'An area code has digits only.')
      .optional(),
    /** Digits or letters the number must contain, * for any single one. */
    contains: z
      .string()
      .trim()
      .regex(/^[\dA-Za-z*]{0,16}$/, 'Digits, letters and * only.')
      .optional(),
  }),
  reply: z.object({ numbers: z.array(FoundNumber) }),
  refusal: CarrierSaid,
  refusals: CARRIER_SAID,
});

/** Buys a number: the carrier bills it every month until it is released. A repeated request buys it only once. */
export const buyNumber = endpoint({
  name: 'numbers.buy',
  method: 'POST',
  path: '/v1/numbers',
  may: 'runWorkspace',
  stepUp: true,
  idempotent: true,
  request: z.object({ e164: E164 }),
  reply: z.object({ number: ManagedNumber }),
  refusal: z.discriminatedUnion('reason', [
    ...CarrierSaid.options,
    z.object({ reason: z.enum(['address_required', 'not_for_sale', 'used_elsewhere']) }),
  ]),
  refusals: { ...CARRIER_SAID, address_required: 422, not_for_sale: 409, used_elsewhere: 409 },
});

const ofNumber = z.object({ numberId: NumberId });

const RING_WORDS = `Enter ${RING_SECONDS.least} to ${RING_SECONDS.most} seconds.`;
/** A text that callers hear. */
const Spoken = z.string().trim().max(500, 'Enter at most 500 characters.');

export const changeNumber = endpoint({
  name: 'numbers.change',
  method: 'PATCH',
  path: '/v1/numbers/:numberId',
  may: 'runWorkspace',
  stepUp: ['forwardTo'],
  request: ofNumber.extend({
    name: z.string().trim().min(1, 'Enter a name.').max(64).optional(),
    voice: z.boolean().optional(),
    sms: z.boolean().optional(),
    brandName: z.string().trim().max(100).optional(),
    mode: WorkMode.optional(),
    ringSeconds: z
      .int(RING_WORDS)
      .min(RING_SECONDS.least, RING_WORDS)
      .max(RING_SECONDS.most, RING_WORDS)
      .optional(),
    /** As typed; read with the workspace's country. Empty for no forwarding. */
    forwardTo: z.string().trim().max(40).optional(),
    forwardAsksKey: z.boolean().optional(),
    greeting: Spoken.optional(),
    offHoursMessage: Spoken.optional(),
    offHoursRecords: z.boolean().optional(),
    campaign: z.string().trim().max(100).optional(),
  }),
  reply: z.object({ number: ManagedNumber }),
  refusal: z.discriminatedUnion('reason', [
    z.object({ reason: z.enum(['forward_missing', 'forward_not_a_number', 'forward_to_itself', 'premium']) }),
    z.object({ reason: z.literal('country_not_allowed'), country: z.string() }),
  ]),
  refusals: {
    forward_missing: 422,
    forward_not_a_number: 422,
    forward_to_itself: 422,
    premium: 403,
    country_not_allowed: 403,
  },
});

/** Stops using a number here; the account with the carrier keeps it. */
export const removeNumber = endpoint({
  name: 'numbers.remove',
  method: 'DELETE',
  path: '/v1/numbers/:numberId',
  may: 'runWorkspace',
  request: ofNumber,
  reply: z.object({}),
  refusal: NoRefusal,
  refusals: {},
});

/** Gives a number back to the carrier, for good: `confirm` is the number itself. */
export const releaseNumber = endpoint({
  name: 'numbers.release',
  method: 'POST',
  path: '/v1/number-releases/:numberId',
  may: 'runWorkspace',
  stepUp: true,
  request: ofNumber.extend({ confirm: z.string() }),
  reply: z.object({}),
  refusal: z.discriminatedUnion('reason', [
    ...CarrierSaid.options,
    z.object({ reason: z.literal('not_confirmed') }),
  ]),
  refusals: { ...CARRIER_SAID, not_confirmed: 422 },
});
