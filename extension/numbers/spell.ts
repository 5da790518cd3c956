import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** In international form, as people read it: +1 212 555 0123. */
export const spelled = (e164: string): string =>
  parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
