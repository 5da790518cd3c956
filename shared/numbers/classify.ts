import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { E164 } from './contract.ts';
import { type Destination, destinationOf } from './destination.ts';
import { isEmergency } from './short-codes.ts';

export type Classified =
  | {
      /** `premium` is not called unless a workspace allows it (allowed.ts). */
      readonly kind: 'dialable' | 'premium';
      readonly e164: E164;
      /** The country of the number itself. */
      readonly country: Destination;
    }
  | { readonly kind: 'not_a_number' | 'emergency' | 'unassigned' };

const COSTLY_TYPES = new Set(['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER']);
// Satellite and international-network codes: number types miss them (an +881 number parses as a valid mobile).
const COSTLY_CODES = new Set(['870', '878', '881', '882', '883', '979']);
const COSTLY_NORTH_AMERICA = /^\+1(?:900|976|[2-9]\d\d976)/;

// Reserved for fiction in every area code: regulators keep them free, some metadata calls them invalid.
const FICTION = /^\+1(?!555)[2-9]\d{2}55501\d{2}$/;

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const VANITY_OR_TEXT = /[A-Za-z]{2,}/;
const EXTENSION = /\s*(?:ext\.?|extension|x|#)\s*\d{1,6}\s*$/i;

const isCostly = (number: PhoneNumber): boolean =>
  COSTLY_CODES.has(number.countryCallingCode) ||
  COSTLY_NORTH_AMERICA.test(number.number) ||
  COSTLY_TYPES.has(number.getType() ?? '');

/**
 * Classifies a number as written. `country` (ISO 3166 alpha-2) is assumed for numbers without a country code.
 * An extension is dropped: a carrier cannot dial it.
 */
export const classify = (written: string, country: string): Classified => {
  const text = written
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/^\s*tel:/i, '')
    .replace(EXTENSION, '')
    .trim();
  const digits = text.replace(/[^\d+]/g, '');
  if (isEmergency(digits, country)) return { kind: 'emergency' };
  if (VANITY_OR_TEXT.test(text) || !/\d/.test(digits)) return { kind: 'not_a_number' };
  const number = parsePhoneNumberFromString(text, {
    defaultCountry: isSupportedCountry(country) ? country : undefined,
    extract: false,
  });
  const e164 = E164.safeParse(number?.number);
  if (!number || !e164.success) return { kind: 'not_a_number' };
  const known = { e164: e164.data, country: destinationOf(number) };
  if (isCostly(number)) return { kind: 'premium', ...known };
  if (!number.isValid() && !FICTION.test(number.number)) return { kind: 'unassigned' };
  return { kind: 'dialable', ...known };
};

/** The number in E.164, or undefined where nothing can be dialled (F034). */
export const normalise = (written: string, country: string): E164 | undefined => {
  const classified = classify(written, country);
  return classified.kind === 'dialable' ? classified.e164 : undefined;
};
