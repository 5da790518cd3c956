import { getCountries, getCountryCallingCode } from 'libphonenumber-js/min';
import { destinationName, SHARED_CODES } from '../../../shared/numbers/destination.ts';

export type Country = { readonly code: string; readonly name: string; readonly callingCode: string };

export const countryOf = (code: string): Country => {
  const known = getCountries().find(each => each === code);
  return {
    code,
    name: destinationName(code),
    callingCode: known ? `+${getCountryCallingCode(known)}` : code,
  };
};

const byName = (a: Country, b: Country): number => a.name.localeCompare(b.name);

/** All countries by name, followed by the calling codes that belong to no country. */
const ALL: readonly Country[] = [
  ...getCountries().map(countryOf).toSorted(byName),
  ...Object.keys(SHARED_CODES).map(countryOf),
];

export const sortedCountries = (codes: readonly string[]): readonly Country[] =>
  codes.map(countryOf).toSorted(byName);

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** The matching countries: names that begin with the typed text come first. */
export const findCountries = (typed: string, without: readonly string[]): readonly Country[] => {
  const wanted = plain(typed);
  if (wanted === '') return [];
  const there = ALL.filter(({ code }) => !without.includes(code));
  if (/^\+?\d+$/.test(wanted))
    return there.filter(({ callingCode }) => callingCode.startsWith(`+${wanted.replace('+', '')}`));
  const named = there.filter(
    ({ name, code }) => plain(name).includes(wanted) || code.toLowerCase() === wanted,
  );
  return named.toSorted(
    (a, b) => Number(plain(b.name).startsWith(wanted)) - Number(plain(a.name).startsWith(wanted)),
  );
};
