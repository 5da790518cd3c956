import { closesHere, extensionLength, type Hint, hintAt, opensHere } from './context.ts';
import { mayReorder, orderIn } from './direction.ts';
import { callingCodeLength, fromInternational, fromNational, planOf } from './numbering.ts';
import { BRACKETS, digitAt, newRun, nextRun, PLUS, type Run, SLASH, SPACE, TIGHT } from './scan.ts';

/** A phone number in a text: exactly the characters from `start` to before `end`. */
export type PhoneMatch = {
  readonly start: number;
  readonly end: number;
  /** As a person would key them, + first when international; a "(0)" that is not keyed is left out. */
  readonly digits: string;
  readonly e164: string;
  /** Digits in one piece and nothing else: what stands around has to say that it is no id. */
  readonly isBare: boolean;
};

const FEWEST_DIGITS = 7;
const MOST_DIGITS = 17;
const MOST_GROUPS = 8;
const NONE: readonly PhoneMatch[] = [];

/** Whether there are digits enough for a number. This runs on every text of a page, so it stops at the seventh. */
export const mayHoldNumber = (text: string): boolean => {
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 58 && code > 47) || (code >= 0xff10 && code <= 0xff19))
      if (++digits === FEWEST_DIGITS) return true;
  }
  return false;
};

const run = newRun();

/** Every phone number in this text, in order, as someone in `region` (ISO 3166, upper case) would write it. */
export const findNumbers = (text: string, region: string): readonly PhoneMatch[] =>
  mayHoldNumber(text) ? numbersIn(text, region) : NONE;

/** The same, of a text that is known to have digits enough. */
export const numbersIn = (text: string, region: string): readonly PhoneMatch[] => {
  const matches: PhoneMatch[] = [];
  for (let at = 0; at < text.length; ) {
    at = nextRun(text, at, run);
    if (run.length > 0) at = Math.max(at, readRun(text, run, region, matches));
  }
  if (matches.length === 0) return NONE;
  if (!mayReorder(text)) return matches;
  const isInOrder = orderIn(text);
  return matches.filter(({ start }) => isInOrder(start));
};

/** The one number this text is, whatever its grouping; for `tel:` links and fields. */
export const readNumber = (text: string, region: string): PhoneMatch | null => {
  const trimmed = text.trim().replace(/;.*$/, '');
  const [only, ...others] = findNumbers(`tel ${trimmed}`, region);
  const isWhole = only && only.start <= 5 && only.end >= trimmed.length + 4;
  return isWhole && others.length === 0 ? only : null;
};

const readRun = (text: string, groups: Run, region: string, into: PhoneMatch[]): number => {
  let resume = 0;
  for (let first = 0; first < groups.length; ) {
    let taken = first;
    if (first === 0 || (groups.separators[first] ?? 0) >= SPACE) {
      for (let last = Math.min(groups.length, first + MOST_GROUPS) - 1; last >= first; last--) {
        if (last + 1 < groups.length && (groups.separators[last + 1] ?? 0) < SPACE) continue;
        const match = accept(text, groups, first, last, region);
        if (!match) continue;
        into.push(match);
        taken = last;
        resume = match.end + extensionLength(text, match.end);
        break;
      }
    }
    first = taken + 1;
  }
  return resume;
};

const accept = (
  text: string,
  groups: Run,
  first: number,
  last: number,
  region: string,
): PhoneMatch | null => {
  const start = groups.starts[first] ?? 0;
  const end = groups.ends[last] ?? 0;
  if (first === 0 && !opensHere(text, start)) return null;
  if (last === groups.length - 1 && !closesHere(text, end)) return null;
  const shape = shapeOf(text, groups, first, last);
  if (!shape) return null;
  const isAlone = first === 0 && last === groups.length - 1;
  // A number set apart by spaces alone, next to more digits, might be any part of a longer row of them.
  if (!isAlone && !shape.isFirm) return null;
  const number = shape.isInternational ? international(shape) : domestic(text, shape, start, end, region);
  if (!number) return null;
  const isBare = !shape.isInternational && first === last;
  return { start, end, ...number, isBare };
};

type Shape = {
  digits: string;
  lengths: string;
  isInternational: boolean;
  isFirm: boolean;
  hasBrackets: boolean;
  hasSlash: boolean;
  hasTight: boolean;
  hasSpace: boolean;
  /** Where the digits of a "(0)" stand among the digits, -1 without. */
  optionalZero: number;
};

const shapeOf = (text: string, groups: Run, first: number, last: number): Shape | null => {
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
    if (((groups.marks[n] ?? 0) & BRACKETS) !== 0) {
      // The area's brackets stand first or after the country, or hold the zero that is not dialled from abroad.
      if (n > first + 1 || length > 5) return null;
      if (length === 1 && digits.endsWith('0') && n > first) optionalZero = before;
      else brackets++;
    }
    if (separator === SLASH) hasSlash = true;
    if (separator === TIGHT) hasTight = true;
    if (separator === SPACE) hasSpace = true;
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

type Dialled = { digits: string; e164: string };

const withoutZero = (digits: string, at: number): string =>
  at < 0 ? digits : digits.slice(0, at) + digits.slice(at + 1);

const international = (shape: Shape): Dialled | null => {
  const code = callingCodeLength(shape.digits);
  if (shape.optionalZero >= 0 && shape.optionalZero !== code) return null;
  const digits = withoutZero(shape.digits, shape.optionalZero);
  const e164 = fromInternational(digits);
  if (e164) return { digits: e164, e164 };
  // Some countries (Italy) keep the zero from abroad.
  const kept = shape.optionalZero < 0 ? null : fromInternational(shape.digits);
  return kept === null ? null : { digits: kept, e164: kept };
};

const NORTH_AMERICAN = '1';
// Three, three and four; the same after a 1; or all in one, which may be anything else.
const NORTH_AMERICAN_GROUPS = /^(?:3-3-4|1-3-3-4)$/;
const BRACKETED_GROUPS = /^(?:1-)?3-7$/;
const UNGROUPED = /^(?:1-)?\d+$/;
// Day, month and year in any order; with a year of four digits also before a time.
const DATE = /^(?:(?:[12]-[12]-4|4-[12]-[12])(?:-|$)|[12]-[12]-2$)/;
const PAIRS = /^2(?:-2)+$/;
/** Thousands, set apart by spaces: no country groups its numbers so. */
const FIGURES = /^3(?:-3){3,}$/;

const domestic = (text: string, shape: Shape, start: number, end: number, region: string): Dialled | null => {
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
  // Most figures are no number in any grouping, and asking that is quicker than reading the words around them.
  const e164 = fromNational(digits, plan);
  if (e164 === null || !isGrouped(text, shape, start, end, plan.callingCode)) return null;
  return { digits, e164 };
};

/** The international prefix stands apart, or with the calling code; in one piece it takes a word that says so. */
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
    // Eight digits with nothing about them are a date, an amount or an id far more often than a number.
    return hint === 'phone' || hint === 'place' || digits.length >= 10 || digits.startsWith('0');
  }
  if (!shape.isFirm && hintAt(text, start, end) === 'id') return false;
  if (callingCode === NORTH_AMERICAN) {
    if (shape.hasSlash) return false;
    return NORTH_AMERICAN_GROUPS.test(lengths) || (shape.hasBrackets && BRACKETED_GROUPS.test(lengths));
  }
  // A single digit only ever opens a number ("0 …", "8 …"); more than six groups is a row of figures.
  if (PAIRS.test(lengths) && shape.hasTight && shape.hasSpace) return false;
  const parts = lengths.split('-');
  return parts.length <= 6 && parts.every((part, n) => n === 0 || part !== '1');
};
