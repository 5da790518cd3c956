import { isCertain, type TextRun } from './certain.ts';
import { closesHere, extensionLength, opensHere } from './context.ts';
import { mayReorder, orderIn } from './direction.ts';
import { figureAt } from './figures.ts';
import { fromInternational } from './numbering.ts';
import { followsOpenNumber } from './open-number.ts';
import { domestic, FEWEST_DIGITS, international, shapeOf } from './reading.ts';
import { BRACKETS, newRun, nextRun, type Run, SPACE } from './scan.ts';

/** A phone number in a text: exactly the characters from `start` to before `end`. */
export type PhoneMatch = {
  readonly start: number;
  readonly end: number;
  /** As a person would dial them, + first if international; a "(0)" that is not dialled is left out. */
  readonly digits: string;
  readonly e164: string;
  /** Digits in one piece and nothing else: the surroundings must show that it is not an id. */
  readonly isBare: boolean;
};

const MOST_GROUPS = 8;
const NONE: readonly PhoneMatch[] = [];

/** Whether there are enough digits for a number. Runs on every text of a page, so it stops at the seventh digit. */
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

/** The same, for a text that is known to have enough digits. */
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

const LABEL = 'tel ';

/** The single number that makes up this text, whatever its grouping: an address after `tel:` (RFC 3966). */
export const readNumber = (text: string, region: string): PhoneMatch | null => {
  const [address = '', ...parameters] = text.trim().split(';');
  const context = parameters.find(each => /^phone-context=/i.test(each))?.slice('phone-context='.length);
  const written = address.trim();
  if (context !== undefined && !/^[+\uff0b]/.test(written)) return readLocal(written, context);
  const whole = LABEL + written;
  if (nextRun(whole, 0, run) < whole.length || run.length === 0) return null;
  return readSpan({ text: whole, groups: run, from: 0, to: run.length - 1, region }, 0, run.length - 1);
};

const GLOBAL_CONTEXT = /^\+[\d().-]+$/;
const LOCAL = /^[\d().\s-]+$/;

/** A local number: its context supplies the missing first digits. With a domain as context, they are unknown. */
const readLocal = (written: string, context: string): PhoneMatch | null => {
  if (!GLOBAL_CONTEXT.test(context) || !LOCAL.test(written)) return null;
  const e164 = fromInternational((context + written).replace(/\D/g, ''));
  return e164 === null ? null : { start: 0, end: written.length, digits: e164, e164, isBare: false };
};

/** Reads a run, without the dates and times in it. Returns the position at which to continue reading. */
const readRun = (text: string, groups: Run, region: string, into: PhoneMatch[]): number => {
  let resume = 0;
  let from = 0;
  for (let n = 0; n <= groups.length; ) {
    const figures = n < groups.length ? figureAt(text, groups, n) : 0;
    if (n < groups.length && figures === 0) {
      n++;
      continue;
    }
    if (n > from) resume = Math.max(resume, readGroups({ text, groups, from, to: n - 1, region }, into));
    n += Math.max(figures, 1);
    from = n;
  }
  return resume;
};

const readGroups = (textRun: TextRun, into: PhoneMatch[]): number => {
  const { text, groups, from, to } = textRun;
  let resume = 0;
  for (let first = from; first <= to; ) {
    let taken = first;
    if (first === from || mayBegin(groups, first)) {
      for (let last = Math.min(to, first + MOST_GROUPS - 1); last >= first; last--) {
        if (last < to && (groups.separators[last + 1] ?? 0) < SPACE) continue;
        const match = accept(textRun, first, last);
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

/** The longest ordinal in brackets, such as "(3)". */
const ORDINAL = 2;

/** A number cannot begin within another number, or after the plus or area code in brackets with which one began. */
const mayBegin = (groups: Run, first: number): boolean => {
  if ((groups.separators[first] ?? 0) < SPACE) return false;
  const marks = groups.marks[first - 1] ?? 0;
  return marks === 0 || (marks === BRACKETS && (groups.sizes[first - 1] ?? 0) <= ORDINAL);
};

/** These groups read as one number, whatever is next to them. */
const readSpan = (textRun: TextRun, first: number, last: number): PhoneMatch | null => {
  const { text, groups, from, to, region } = textRun;
  const start = groups.starts[first] ?? 0;
  const end = groups.ends[last] ?? 0;
  if (first === 0 && !opensHere(text, start)) return null;
  if (last === groups.length - 1 && !closesHere(text, end)) return null;
  const shape = shapeOf(text, groups, first, last);
  if (!shape) return null;
  const isAlone = first === from && last === to;
  // A number that is grouped only by spaces and next to more digits might be any part of a longer row of digits.
  if (!isAlone && !shape.isFirm) return null;
  const number = shape.isInternational ? international(shape) : domestic(text, shape, start, end, region);
  const isBare = !shape.isInternational && first === last;
  return number && { start, end, ...number, isBare };
};

const accept = (textRun: TextRun, first: number, last: number): PhoneMatch | null => {
  const match = readSpan(textRun, first, last);
  if (!match || !isCertain(textRun, { first, last, e164: match.e164 })) return null;
  return followsOpenNumber(textRun.text, match.start, match.e164) ? null : match;
};
