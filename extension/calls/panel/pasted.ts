/** Which number a pasted text means. A text that would get no call button on a page is not guessed at here either. */
import { holdsFigure } from '../../pages/figures.ts';
import { findNumbers, readNumber } from '../../pages/find.ts';
import { fromInternational, fromNational, planOf } from '../../pages/numbering.ts';
import { dialable, INVISIBLE } from './typing.ts';

export type Pasted =
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'several' | 'none' };

const NONE: Pasted = { kind: 'none' };
const KEYS_ONLY = /^\(?\+?[\d\s()*#./\u2010-\u2015-]+$/;
/** A footnote's "¹" and a list's "①" are kept: normalised, they would become digits of the number next to them. */
const PLAIN = /\P{No}+/gu;
const PARTED = /[./\u2010-\u2015-]\s|\s[./\u2010-\u2015-]|\n|\t/;

/** All the groups together are a number, and no shorter run of them is one. */
const isOneNumber = (groups: readonly string[], hasPlus: boolean, country: string): boolean => {
  const plan = planOf(country);
  const isNumber = (first: number, end: number): boolean => {
    const digits = groups.slice(first, end).join('');
    return (hasPlus && first === 0 ? fromInternational(digits) : fromNational(digits, plan)) !== null;
  };
  for (let first = 0; first < (hasPlus ? 1 : groups.length); first++)
    for (let end = first + 1; end <= groups.length; end++) {
      const isWhole = end - first === groups.length;
      if (isNumber(first, end) !== isWhole) return false;
    }
  return true;
};

/** Nothing but phone keys, in one piece: a short code, an extension, or a number with unusual grouping. */
const isOnePiece = (text: string, country: string): boolean => {
  if (!KEYS_ONLY.test(text) || PARTED.test(text) || !/\d/.test(text) || holdsFigure(text)) return false;
  return !/\s/.test(text) || isOneNumber(text.match(/\d+/g) ?? [], text.startsWith('+'), country);
};

export const pastedNumber = (pasted: string, country: string): Pasted => {
  const text = pasted
    .replace(PLAIN, each => each.normalize('NFKC'))
    .replace(INVISIBLE, '')
    .trim();
  if (/^tel:/i.test(text)) {
    const linked = readNumber(text.replace(/^tel:/i, ''), country);
    return linked ? { kind: 'number', number: linked.digits } : NONE;
  }
  const numbers = new Map(findNumbers(text, country).map(({ e164, digits }) => [e164, digits]));
  const [number, ...others] = numbers.values();
  if (others.length > 0) return { kind: 'several' };
  if (number !== undefined) return { kind: 'number', number };
  return isOnePiece(text, country) ? { kind: 'number', number: dialable(text) } : NONE;
};
