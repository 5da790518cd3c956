/** The destinations a workspace can allow: a country, or a calling code that belongs to no country. */
import type { PhoneNumber } from 'libphonenumber-js';
import * as z from 'zod';

/**
 * Calling codes without a country (ITU-T E.164): satellite and international networks, shared-cost and premium-rate
 * services. Each counts as a country of its own; a minute may cost dollars.
 */
export const SHARED_CODES: Readonly<Record<string, string>> = {
  '+800': 'International freephone (+800)',
  '+808': 'International shared-cost numbers (+808)',
  '+870': 'Inmarsat satellite phones (+870)',
  '+878': 'Universal personal numbers (+878)',
  '+881': 'Satellite phones (+881)',
  '+882': 'International networks (+882)',
  '+883': 'International networks (+883)',
  '+979': 'International premium-rate numbers (+979)',
};

const NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const regionName = (code: string): string | undefined =>
  /^[A-Z]{2}$/.test(code) ? NAMES.of(code) : undefined;

/** ISO 3166 alpha-2, or one of the shared calling codes, as +881. */
export const Destination = z
  .string()
  .refine(code => code in SHARED_CODES || regionName(code) !== undefined, 'There is no such country.');
export type Destination = z.infer<typeof Destination>;

/** The name as shown in a list. */
export const destinationName = (destination: Destination): string =>
  SHARED_CODES[destination] ?? regionName(destination) ?? destination;

// Countries whose name has an article within a sentence.
const WITH_ARTICLE = new Set('AE BS CF DO FK FO GB GM KM KY MH MP MV NL PH SB TC US VA VG VI'.split(' '));

/** The name as used within a sentence: calls to the United States. */
export const destinationInWords = (destination: Destination): string =>
  `${WITH_ARTICLE.has(destination) ? 'the ' : ''}${destinationName(destination)}`;

// Numbers without a known country, such as those reserved for fiction, count as the first country of their plan.
const FIRST_OF_PLAN: Readonly<Record<string, string>> = { '1': 'US', '7': 'RU', '44': 'GB' };

/** Countries that share a calling code (+1, +7, +44) are told apart by what follows it. */
export const destinationOf = ({
  country,
  countryCallingCode: code,
}: Pick<PhoneNumber, 'country' | 'countryCallingCode'>): Destination =>
  country ?? (`+${code}` in SHARED_CODES ? `+${code}` : (FIRST_OF_PLAN[code] ?? `+${code}`));
