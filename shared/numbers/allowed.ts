/** Which numbers a workspace allows its members to call, and its callers to be forwarded to. */
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import { type Classified, classify } from './classify.ts';
import { type Destination, SHARED_CODES } from './destination.ts';

// +1 800 and similar numbers belong to every country of the plan, though metadata assigns them to the first.
const NORTH_AMERICAN_TOLL_FREE = /^\+18(?:00|33|44|55|66|77|88)/;

export type Allowance = {
  /** Null for the default: the workspace's own country, and those of its numbers. */
  readonly allowedCountries: readonly Destination[] | null;
  /** Whether premium-rate and shared-cost numbers of an allowed country may be called. */
  readonly allowCostly: boolean;
};

type Home = { readonly country: string; readonly numbers: readonly { readonly e164: string }[] };

/** Every country that may be called. */
export const allowedCountriesOf = (
  { allowedCountries }: Allowance,
  { country, numbers }: Home,
): readonly Destination[] => {
  if (allowedCountries) return allowedCountries;
  const own = numbers.flatMap(({ e164 }) => {
    const classified = classify(e164, country);
    return classified.kind === 'dialable' && !NORTH_AMERICAN_TOLL_FREE.test(e164) ? classified.country : [];
  });
  return [...new Set([country, ...own])];
};

const isNorthAmerican = (country: Destination): boolean =>
  isSupportedCountry(country) && getCountryCallingCode(country) === '1';

type Known = Extract<Classified, { readonly e164: string }>;

/** Undefined for a number that may be called. */
export const notAllowed = (
  { kind, e164, country }: Known,
  allowance: Allowance,
  home: Home,
):
  | { readonly reason: 'country_not_allowed'; readonly country: Destination }
  | { readonly reason: 'premium' }
  | undefined => {
  const allowed = allowedCountriesOf(allowance, home);
  const isFree = NORTH_AMERICAN_TOLL_FREE.test(e164) && allowed.some(isNorthAmerican);
  if (!isFree && !allowed.includes(country)) return { reason: 'country_not_allowed', country };
  // Allowing a shared code includes allowing its price.
  return kind === 'premium' && !allowance.allowCostly && !(country in SHARED_CODES)
    ? { reason: 'premium' }
    : undefined;
};
