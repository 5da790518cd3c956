import { AsYouType, isSupportedCountry } from 'libphonenumber-js/max';
import { normalise } from '../numbers/classify.ts';

// Digits, and the characters written between them.
const LIKE_A_NUMBER = /^[\d\s+().\-/\u00b7\u2010-\u2015\u2212]+$/;
const LEAST_DIGITS = 3;

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/**
 * The digits to look for within E.164 numbers when this text is a number, or part of one, as written in that country:
 * `020 7946 0100` and `020 79` find +442079460100 in GB. Empty for a text that is not part of a number.
 */
export const numberForms = (find: string, country: string): readonly string[] => {
  const text = find.normalize('NFKC').replace(/\p{Cf}/gu, '');
  const whole = normalise(text, country);
  if (!LIKE_A_NUMBER.test(text)) return whole ? [digitsOf(whole)] : [];
  const written = digitsOf(text);
  if (written.length < LEAST_DIGITS) return [];
  const typing = new AsYouType(isSupportedCountry(country) ? country : undefined);
  typing.input(text);
  const typed = typing.getNumberValue();
  return [...new Set([written, whole, typed].flatMap(form => (form === undefined ? [] : [digitsOf(form)])))];
};
