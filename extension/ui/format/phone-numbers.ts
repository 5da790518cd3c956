/** Phone numbers as people read them. */
import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

const homeOf = (country: string) => (isSupportedCountry(country) ? country : 'US');

/** National format within the workspace's calling code, otherwise international; unchanged if it cannot be parsed. */
export const shownNumber = (number: string, country: string): string => {
  const home = homeOf(country);
  const parsed = parsePhoneNumberFromString(number, home);
  if (!parsed?.isPossible()) return number;
  return parsed.countryCallingCode === getCountryCallingCode(home)
    ? parsed.formatNational()
    : parsed.formatInternational();
};

/** The number in E.164, or unchanged if it cannot be parsed. */
export const plainNumber = (number: string, country: string): string =>
  parsePhoneNumberFromString(number, homeOf(country))?.number ?? number;

/** In international format: +1 212 555 0123. */
export const internationalNumber = (e164: string): string =>
  parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
