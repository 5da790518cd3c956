// Which countries the account may call, as in Twilio's Voice Dialing Geographic Permissions.
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { isE164, type NumberFault } from './numbers.ts';

/** The three kinds of numbers of a country, each allowed or not. */
export type GeoPermission = {
  low_risk_numbers_enabled: boolean;
  high_risk_special_numbers_enabled: boolean;
  high_risk_tollfraud_numbers_enabled: boolean;
};

/** By ISO 3166 alpha-2. */
export type GeoPermissions = Map<string, GeoPermission>;

// Canada has no entry of its own (docs, voice/api/dialingpermissions-country-resource: "United States/Canada").
const SHARED: Readonly<Record<string, { readonly of: string; readonly name: string }>> = {
  CA: { of: 'US', name: 'United States/Canada' },
};
const NAMES = new Intl.DisplayNames('en', { type: 'region' });

/** The countries a new sandbox account may call. */
const ENABLED = new Set('US GB IE DE AT CH FR BE NL LU ES PT IT SE NO DK FI AU NZ JP SG'.split(' '));

const entryOf = (country: string): string => SHARED[country]?.of ?? country;

export const geoName = (entry: string): string =>
  Object.values(SHARED).find(({ of }) => of === entry)?.name ?? NAMES.of(entry) ?? entry;

const isCountry = (code: string): code is CountryCode => getCountries().some(each => each === code);
export const callingCodeOf = (entry: string): string =>
  isCountry(entry) ? `+${getCountryCallingCode(entry)}` : '';

export const createGeoPermissions = (): GeoPermissions =>
  new Map(
    [...new Set(getCountries().map(entryOf))].toSorted().map(code => [
      code,
      {
        low_risk_numbers_enabled: ENABLED.has(code),
        high_risk_special_numbers_enabled: false,
        high_risk_tollfraud_numbers_enabled: false,
      },
    ]),
  );

const SPECIAL = new Set(['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER']);

// Twilio's magic numbers keep their meaning whatever is permitted.
const MAGIC = '+1500555';

/** Whether the account may call this number. Devices, SIP addresses and numbers without a country are not checked. */
export const isPermitted = (permissions: GeoPermissions, to: string): boolean => {
  if (!isE164(to) || to.startsWith(MAGIC)) return true;
  const number = parsePhoneNumberFromString(to);
  const permission = number?.country && permissions.get(entryOf(number.country));
  if (!permission) return true;
  return SPECIAL.has(number.getType() ?? '')
    ? permission.high_risk_special_numbers_enabled
    : permission.low_risk_numbers_enabled;
};

export const faultOfGeo = (permissions: GeoPermissions, to: string): NumberFault | undefined =>
  isPermitted(permissions, to)
    ? undefined
    : {
        code: 21215,
        message: `Account not authorized to call ${to}. Perhaps you need to enable some international permissions: https://console.twilio.com/us1/develop/voice/settings/geo-permissions`,
      };
