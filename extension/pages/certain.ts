// Whether it is certain which digits belong together: no other number can be read from digits shared with this one.
import { callingCodeLength, fromInternational, fromNational, planOf } from './numbering.ts';
import { BRACKETS, digitAt, isSpace, PLUS, type Run, TIGHT } from './scan.ts';

export type TextRun = {
  readonly text: string;
  readonly groups: Run;
  /** The groups that might belong to the number: an adjacent date does not. */
  readonly from: number;
  readonly to: number;
  readonly region: string;
};

export type Span = { readonly first: number; readonly last: number; readonly e164: string };

/** How loosely a group is joined to the group before it. A group after a bracket is joined tightly. */
const bond = (groups: Run, n: number): number =>
  ((groups.marks[n - 1] ?? 0) & BRACKETS) !== 0 ? TIGHT : (groups.separators[n] ?? 0);

const loosest = (groups: Run, first: number, last: number): number => {
  let most = 0;
  for (let n = first + 1; n <= last; n++) most = Math.max(most, bond(groups, n));
  return most;
};

const digitsOf = (text: string, groups: Run, first: number, last: number): string => {
  let digits = '';
  for (let n = first; n <= last; n++)
    for (let at = groups.starts[n] ?? 0; at < (groups.ends[n] ?? 0); at++) {
      const digit = digitAt(text, at);
      if (digit >= 0) digits += digit;
    }
  return digits;
};

/** Below the minimum for offering: a number too short to be offered must not be offered as part of a longer one. */
const SHORTEST = 5;

/** The number a caller might read these groups as, however they are written. */
const anyNumber = ({ text, groups, region }: TextRun, first: number, last: number): string | null => {
  const digits = digitsOf(text, groups, first, last);
  return ((groups.marks[first] ?? 0) & PLUS) !== 0
    ? fromInternational(digits)
    : fromNational(digits, planOf(region));
};

const WORD = /^[\s\u00a0]{0,2}\p{L}/u;
/** In most countries, a group this long is a whole subscriber number, so the next group is something else. */
const WHOLE = 5;

/** Whether the end of the longer reading may be a separate figure next to the shorter number. */
const mayEndSooner = (textRun: TextRun, longer: Span, end: number): boolean => {
  const { text, groups, to } = textRun;
  const edge = bond(groups, end + 1);
  const within = loosest(groups, longer.first, end);
  if (edge !== within) return edge > within;
  if ((groups.sizes[end] ?? 0) >= WHOLE || longer.last < to) return true;
  const after = groups.ends[longer.last] ?? 0;
  return isSpace(text.charCodeAt(after)) && WORD.test(text.slice(after, after + 4));
};

/** Whether these other groups, which are a number too, could also be the intended number. */
const competes = (textRun: TextRun, span: Span, first: number, last: number): boolean => {
  const { groups } = textRun;
  const isCutLeft = first > span.first;
  const isCutRight = last < span.last;
  if (!isCutLeft && isCutRight && first === span.first) return mayEndSooner(textRun, span, last);
  const cut = Math.min(
    isCutLeft ? bond(groups, first) : Number.POSITIVE_INFINITY,
    isCutRight && first <= span.first ? bond(groups, last + 1) : Number.POSITIVE_INFINITY,
  );
  if (cut === Number.POSITIVE_INFINITY) return true;
  const crossed = Math.max(
    first < span.first ? bond(groups, span.first) : 0,
    last > span.last ? bond(groups, span.last + 1) : 0,
    first >= span.first && last <= span.last ? loosest(groups, first, last) : 0,
  );
  return cut >= crossed;
};

/** The number has its calling code, after a plus or an international prefix: no separate number starts after that. */
const hasCountry = ({ text, groups, region }: TextRun, { first, last, e164 }: Span): boolean => {
  if (((groups.marks[first] ?? 0) & PLUS) !== 0) return true;
  const digits = digitsOf(text, groups, first, last);
  const prefix = planOf(region).international.exec(digits)?.[0];
  return prefix !== undefined && prefix.length + e164.length - 1 === digits.length;
};

/** An area code in brackets begins a number: a reading that starts after it leaves out half of the number. */
const headOf = (groups: Run, { first, last }: Span): number => {
  for (let n = Math.min(last, first + 1); n >= first; n--) if ((groups.marks[n] ?? 0) !== 0) return n;
  return -1;
};

/** Whether the whole national number is in one group: then the other groups are something else. */
const isInOnePiece = (groups: Run, last: number, e164: string): boolean =>
  (groups.sizes[last] ?? 0) >= e164.length - 1 - callingCodeLength(e164.slice(1));

/** Whether a number read from these groups makes it doubtful that `span` is the intended number. */
const isRival = (textRun: TextRun, span: Span, head: number, first: number, last: number): boolean => {
  const isBehindHead = head >= 0 && first > head;
  if (!isBehindHead && !competes(textRun, span, first, last)) return false;
  const other = anyNumber(textRun, first, last);
  if (other === null || other === span.e164) return false;
  const { groups } = textRun;
  // Digits in an unusual grouping are meant as a whole: no shorter number may be cut out of them.
  if (first <= span.first && last >= span.last) return true;
  return !isInOnePiece(groups, span.last, span.e164) || isInOnePiece(groups, last, other);
};

/** No number has more groups than this, or more digits including a prefix. */
const NEAR = 8;
const MOST_DIGITS = 20;

export const isCertain = (textRun: TextRun, span: Span): boolean => {
  const { groups, from, to } = textRun;
  const isWhole = hasCountry(textRun, span);
  const head = isWhole ? span.first : headOf(groups, span);
  const lastStart = isWhole ? head : Math.min(span.last, head < 0 ? span.last : head + 1);
  for (let first = Math.max(from, span.first - NEAR); first <= lastStart; first++) {
    let digits = 0;
    for (let last = first; last <= Math.min(to, span.last + NEAR); last++) {
      digits += groups.sizes[last] ?? 0;
      if (digits > MOST_DIGITS) break;
      if (digits < SHORTEST || last < span.first || (first === span.first && last === span.last)) continue;
      if (isRival(textRun, span, head, first, last)) return false;
    }
  }
  return true;
};
