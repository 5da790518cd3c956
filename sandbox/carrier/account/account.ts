import { type Application, newApplication } from './applications.ts';
import { createGeoPermissions, type GeoPermissions } from './geo-permissions.ts';
import { type Line, newLine } from './lines.ts';
import { RATES, type Rates } from './rates.ts';

export const API_VERSION = '2010-04-01';

/** The one account the carrier serves. */
export type CarrierAccount = {
  readonly sid: string;
  readonly authToken: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
};

export const accountPath = (account: CarrierAccount): string => `/${API_VERSION}/Accounts/${account.sid}`;

/** What Twilio allows an account (support, How fast can I place or receive phone calls). */
export type AccountPlan = 'trial' | 'unapproved' | 'individual' | 'business';

/** Concurrent calls, both directions together. */
export const CONCURRENT: Readonly<Record<AccountPlan, number>> = {
  trial: 5,
  unapproved: 2,
  individual: 3,
  business: Number.POSITIVE_INFINITY,
};

/** A key for the REST interface and for access tokens. */
export type ApiKey = {
  readonly sid: string;
  readonly secret: string;
  readonly createdAt: number;
  friendlyName: string;
};

/** Another party's number that may be shown as the caller ID, and that a trial account may call. */
export type VerifiedNumber = {
  readonly sid: string;
  readonly number: string;
  readonly createdAt: number;
  friendlyName: string;
};

/** A TwiML application: the address the carrier asks about a device's call. */
export type CarrierApplication = {
  readonly sid: string;
  readonly voiceUrl: string;
  readonly voiceFallbackUrl?: string;
};

export type AccountOptions = {
  readonly account: CarrierAccount;
  readonly applications: readonly CarrierApplication[];
  /** Numbers the account owns, E.164. Only they may be a caller ID. */
  readonly numbers: readonly string[];
  /** What Twilio lets the account do: `business` (the default) allows any number of calls. */
  readonly plan?: AccountPlan;
  /** What calls cost in the ledger. */
  readonly rates?: Rates;
};

/** The account: what it owns, what it may do, and what its calls cost. */
export type Account = CarrierAccount & {
  readonly createdAt: number;
  /** Base URL of the REST interface, once it listens. */
  origin: string;
  readonly plan: AccountPlan;
  readonly rates: Rates;
  /** The API keys, by SID. */
  readonly keys: Map<string, ApiKey>;
  /** The countries the account may call. */
  readonly geo: GeoPermissions;
  /** Other parties' numbers that may be shown as the caller ID, E.164. */
  readonly verified: Map<string, VerifiedNumber>;
  readonly applications: Map<string, Application>;
  /** The numbers of the account, E.164. */
  readonly lines: Map<string, Line>;
};

const FRIENDLY_NAME = 'Ringside';

export const createAccount = (
  { account, applications, numbers, plan = 'business', rates = RATES }: AccountOptions,
  createdAt: number,
): Account => ({
  ...account,
  createdAt,
  origin: '',
  plan,
  rates,
  keys: new Map([
    [
      account.apiKeySid,
      { sid: account.apiKeySid, secret: account.apiKeySecret, createdAt, friendlyName: FRIENDLY_NAME },
    ],
  ]),
  geo: createGeoPermissions(),
  verified: new Map(),
  applications: new Map(
    applications.map(({ sid, voiceUrl, voiceFallbackUrl }) => [
      sid,
      newApplication({ sid, createdAt, friendlyName: FRIENDLY_NAME, voiceUrl, voiceFallbackUrl }),
    ]),
  ),
  lines: new Map(numbers.map(number => [number, newLine(number, createdAt)])),
});
