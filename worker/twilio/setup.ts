/** The carrier's REST requests about an account itself: its type, its TwiML applications, its numbers. */
import * as z from 'zod';
import { API, type Login, type Outcome, type RestForm, request, requestFrom } from './rest.ts';

const Account = z.object({
  sid: z.string(),
  /** active, suspended or closed. */
  status: z.string(),
  /** Trial or Full. */
  type: z.string(),
  friendly_name: z.string().nullish(),
});
const Application = z.object({
  sid: z.string(),
  friendly_name: z.string().nullish(),
  voice_url: z.string().nullish(),
  voice_method: z.string().nullish(),
  voice_fallback_url: z.string().nullish(),
});
export type CarrierApplication = z.infer<typeof Application>;
const Applications = z.object({ applications: z.array(Application) });

const Capabilities = z.object({ voice: z.boolean().optional(), sms: z.boolean().optional() });
const OwnedNumber = z.object({
  sid: z.string(),
  phone_number: z.string(),
  friendly_name: z.string().nullish(),
  capabilities: Capabilities.nullish(),
  voice_url: z.string().nullish(),
  voice_fallback_url: z.string().nullish(),
  voice_application_sid: z.string().nullish(),
});
export type OwnedNumber = z.infer<typeof OwnedNumber>;
const OwnedNumbers = z.object({
  incoming_phone_numbers: z.array(OwnedNumber),
  next_page_uri: z.string().nullish(),
});
const AvailableNumber = z.object({
  phone_number: z.string(),
  locality: z.string().nullish(),
  region: z.string().nullish(),
  capabilities: Capabilities.nullish(),
  address_requirements: z.string().nullish(),
});
export type AvailableNumber = z.infer<typeof AvailableNumber>;
const AvailableNumbers = z.object({ available_phone_numbers: z.array(AvailableNumber) });
const Verified = z.object({ outgoing_caller_ids: z.array(z.object({ phone_number: z.string() })) });

const Profiles = z.object({ results: z.array(z.object({ policy_sid: z.string() })) });
const Policy = z.object({ friendly_name: z.string() });

/** One country's Voice Dialing Geographic Permissions (docs, voice/api/dialingpermissions-country-resource). */
const CountryPermission = z.object({ iso_code: z.string(), low_risk_numbers_enabled: z.boolean() });
export type CountryPermission = z.infer<typeof CountryPermission>;
const CountryPermissions = z.object({
  content: z.array(CountryPermission),
  meta: z.object({ next_page_url: z.string().nullish() }),
});
const COUNTRIES = '/v1/DialingPermissions/Countries?PageSize=1000';

const PAGE_SIZE = 100;
const MOST_PAGES = 50;

/** Every number of the account, page by page: each page names the next. */
const ownedNumbers = async (login: Login): Promise<Outcome<readonly OwnedNumber[]>> => {
  const numbers: OwnedNumber[] = [];
  const account = `${API}/${login.accountSid}`;
  let path: string | undefined = `/IncomingPhoneNumbers.json?PageSize=${PAGE_SIZE}`;
  for (let page = 0; path !== undefined && page < MOST_PAGES; page += 1) {
    const outcome: Outcome<z.infer<typeof OwnedNumbers>> = await request(login, path, OwnedNumbers);
    if (outcome.kind !== 'done') return outcome;
    numbers.push(...outcome.value.incoming_phone_numbers);
    const next: string | null | undefined = outcome.value.next_page_uri;
    path = next?.startsWith(account) ? next.slice(account.length) : undefined;
  }
  return { kind: 'done', value: numbers };
};

/** Every country, page by page: each page names the next by its full URL, of which we use only path and query. */
const countryPermissions = async (login: Login): Promise<Outcome<readonly CountryPermission[]>> => {
  const countries: CountryPermission[] = [];
  let path: string | undefined = COUNTRIES;
  for (let page = 0; path !== undefined && page < MOST_PAGES; page += 1) {
    const outcome: Outcome<z.infer<typeof CountryPermissions>> = await requestFrom(
      login,
      'voice',
      path,
      CountryPermissions,
    );
    if (outcome.kind !== 'done') return outcome;
    countries.push(...outcome.value.content);
    const next: string | null | undefined = outcome.value.meta.next_page_url;
    path = next ? new URL(next).pathname + new URL(next).search : undefined;
  }
  return { kind: 'done', value: countries };
};

export const setupOf = (login: Login) => ({
  /** Works only with the account's own auth token. */
  account: () => request(login, '.json', Account),
  application: (sid: string) => request(login, `/Applications/${sid}.json`, Application),
  applicationsNamed: (name: string) =>
    request(login, `/Applications.json?${new URLSearchParams({ FriendlyName: name })}`, Applications),
  createApplication: (form: RestForm) => request(login, '/Applications.json', Application, form),
  updateApplication: (sid: string, form: RestForm) =>
    request(login, `/Applications/${sid}.json`, Application, form),
  ownedNumbers: () => ownedNumbers(login),
  number: (sid: string) => request(login, `/IncomingPhoneNumbers/${sid}.json`, OwnedNumber),
  numbersCalled: (e164: string) =>
    request(login, `/IncomingPhoneNumbers.json?${new URLSearchParams({ PhoneNumber: e164 })}`, OwnedNumbers),
  updateNumber: (sid: string, form: RestForm) =>
    request(login, `/IncomingPhoneNumbers/${sid}.json`, OwnedNumber, form),
  /** Costs money each time. */
  buyNumber: (form: RestForm) => request(login, '/IncomingPhoneNumbers.json', OwnedNumber, form),
  releaseNumber: (sid: string) =>
    request(login, `/IncomingPhoneNumbers/${sid}.json`, z.unknown(), undefined, 'DELETE'),
  availableNumbers: (country: string, kind: 'Local' | 'TollFree' | 'Mobile', query: URLSearchParams) =>
    request(login, `/AvailablePhoneNumbers/${country}/${kind}.json?${query}`, AvailableNumbers),
  /** The customer profiles the carrier has approved. */
  approvedProfiles: () =>
    requestFrom(login, 'trusthub', '/v1/CustomerProfiles?Status=twilio-approved&PageSize=50', Profiles),
  policy: (sid: string) => requestFrom(login, 'trusthub', `/v1/Policies/${encodeURIComponent(sid)}`, Policy),
  /** Which countries the account may call. */
  countryPermissions: () => countryPermissions(login),
  verified: (e164: string) =>
    request(login, `/OutgoingCallerIds.json?${new URLSearchParams({ PhoneNumber: e164 })}`, Verified),
});
export type Setup = ReturnType<typeof setupOf>;
