// Reads groups of digits as one telephone number: in international form, or as written within a country.
import { type Hint, hintAt } from './context.ts';
import { callingCodeLength, fromInternational, fromNational, planOf } from './numbering.ts';
import { BRACKETS, digitAt, PLUS, type Run, SLASH_CODE, SPACE, SPACED, TIGHT } from './scan.ts';

export const FEWEST_DIGITS = 7;
const MOST_DIGITS = 17;

export type Shape = {
  digits: string;
  lengths: string;
  isInternational: boolean;
  isFirm: boolean;
  hasBrackets: boolean;
  hasSlash: boolean;
  hasTight: boolean;
  hasSpace: boolean;
  /** The position of the digit of a "(0)" among the digits; -1 if there is none. */
  optionalZero: number;
};

export const shapeOf = (text: string, groups: Run, first: number, last: number): Shape | null => {
  let digits = '';
  let lengths = '';
  let brackets = 0;
  let hasSlash = false;
  let hasTight = false;
  let hasSpace = false;
  let optionalZero = -1;
  for (let n = first; n <= last; n++) {
    const before = digits.length;
    for (let at = groups.starts[n] ?? 0; at < (groups.ends[n] ?? 0); at++) {
      const digit = digitAt(text, at);
      if (digit >= 0) digits += digit;
      if (digits.length > MOST_DIGITS) return null;
    }
    const length = digits.length - before;
    const separator = n === first ? 0 : groups.separators[n];
    // "(3) - 212 …": digits this far from the brackets are not the number for that area code.
    if (separator === SPACED && ((groups.marks[n - 1] ?? 0) & BRACKETS) !== 0) return null;
    if (((groups.marks[n] ?? 0) & BRACKETS) !== 0) {
      // Brackets hold the area code, first or after the calling code, or the zero that is not dialled from abroad.
      if (n > first + 1 || length > 5) return null;
      if (length === 1 && digits.endsWith('0') && n > first) optionalZero = before;
      else brackets++;
    }
    if (n > first && groups.points[n] === SLASH_CODE) hasSlash = true;
    if (separator === TIGHT) hasTight = true;
    if (separator === SPACE || separator === SPACED) hasSpace = true;
    lengths += n === first ? length : `-${length}`;
  }
  if (digits.length < FEWEST_DIGITS || brackets > 1) return null;
  const isInternational = ((groups.marks[first] ?? 0) & PLUS) !== 0;
  return {
    digits,
    lengths,
    isInternational,
    isFirm: isInternational || brackets > 0 || hasTight,
    hasBrackets: brackets > 0,
    hasSlash,
    hasTight,
    hasSpace,
    optionalZero,
  };
};

export type Dialled = { digits: string; e164: string };

const withoutZero = (digits: string, at: number): string =>
  at < 0 ? digits : digits.slice(0, at) + digits.slice(at + 1);

export const international = (shape: Shape): Dialled | null => {
  const code = callingCodeLength(shape.digits);
  if (shape.optionalZero >= 0 && shape.optionalZero !== code) return null;
  const digits = withoutZero(shape.digits, shape.optionalZero);
  const e164 = fromInternational(digits);
  if (e164) return { digits: e164, e164 };
  // In some countries (Italy), the zero is dialled from abroad too.
  const kept = shape.optionalZero < 0 ? null : fromInternational(shape.digits);
  return kept === null ? null : { digits: kept, e164: kept };
};

const NORTH_AMERICAN = '1';
// Three, three and four, or the same after a 1. Digits in one piece may be anything else.
const NORTH_AMERICAN_GROUPS = /^(?:3-3-4|1-3-3-4)$/;
const BRACKETED_GROUPS = /^(?:1-)?3-7$/;
const UNGROUPED = /^(?:1-)?\d+$/;
// Day, month and year in any order. With a four-digit year, a time may follow.
const DATE = /^(?:(?:[12]-[12]-4|4-[12]-[12])(?:-|$)|[12]-[12]-2$)/;
const PAIRS = /^2(?:-2)+$/;
/** Thousands separated by spaces: no country groups its numbers this way. */
const FIGURES = /^3(?:-3){3,}$/;

export const domestic = (
  text: string,
  shape: Shape,
  start: number,
  end: number,
  region: string,
): Dialled | null => {
  const { digits, lengths } = shape;
  if (!shape.isFirm && FIGURES.test(lengths)) return null;
  const plan = planOf(region);
  const idd = plan.international.exec(digits)?.[0];
  if (idd && isWrittenOut(lengths, idd.length, digits, () => hintAt(text, start, end))) {
    const national = international({
      ...shape,
      digits: digits.slice(idd.length),
      optionalZero: shape.optionalZero < 0 ? -1 : shape.optionalZero - idd.length,
    });
    if (national) return { digits: idd + national.e164.slice(1), e164: national.e164 };
  }
  if (shape.optionalZero >= 0 || DATE.test(lengths)) return null;
  // Most figures are not a number in any grouping, and checking that is faster than reading the words around them.
  const e164 = fromNational(digits, plan);
  if (e164 === null || !isGrouped(text, shape, start, end, plan.callingCode)) return null;
  return { digits, e164 };
};

/**
 * The international prefix is separate or joined to the calling code. In one piece, it needs a phone label; after a
 * two-digit prefix such as 00, it is enough that no label says id and that there are fewer than 15 digits.
 */
const isWrittenOut = (lengths: string, iddLength: number, digits: string, hint: () => Hint): boolean => {
  if (UNGROUPED.test(lengths)) {
    const said = hint();
    return said === 'phone' || (iddLength === 2 && said !== 'id' && digits.length < 15);
  }
  const code = callingCodeLength(digits.slice(iddLength));
  return lengths.startsWith(`${iddLength}-${code}-`) || lengths.startsWith(`${iddLength + code}-`);
};

const isGrouped = (text: string, shape: Shape, start: number, end: number, callingCode: string): boolean => {
  const { lengths, digits } = shape;
  if (UNGROUPED.test(lengths)) {
    const hint = hintAt(text, start, end);
    if (hint === 'id') return false;
    // Eight digits without a label are a date, an amount or an id far more often than a number.
    return hint === 'phone' || hint === 'place' || digits.length >= 10 || digits.startsWith('0');
  }
  if (!shape.isFirm && hintAt(text, start, end) === 'id') return false;
  if (callingCode === NORTH_AMERICAN) {
    if (shape.hasSlash) return false;
    return NORTH_AMERICAN_GROUPS.test(lengths) || (shape.hasBrackets && BRACKETED_GROUPS.test(lengths));
  }
  // A single digit can only be the first group of a number ("0 …", "8 …"); more than six groups are a row of figures.
  if (PAIRS.test(lengths) && shape.hasTight && shape.hasSpace) return false;
  const parts = lengths.split('-');
  return parts.length <= 6 && parts.every((part, n) => n === 0 || part !== '1');
};
