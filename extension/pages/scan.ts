// Groups of digits in a text, joined by the separators that people write. One pass, no backtracking.

/**
 * The separator before a group, from those that join a number to those that separate two numbers: dots, dashes and
 * brackets; a space; a slash; a dash or slash with a space next to it. A full stop and a space end a number and run.
 */
export const TIGHT = 1;
export const SPACE = 2;
export const SLASH = 3;
export const SPACED = 4;

/** One run: groups that may belong together. Parallel arrays, reused so that reading a page creates no garbage. */
export type Run = {
  length: number;
  readonly starts: number[];
  readonly ends: number[];
  readonly separators: number[];
  /** The dot, dash or slash before a group, as a character code; 0 if there is none. */
  readonly points: number[];
  /** The number of digits in a group. */
  readonly sizes: number[];
  /** 1 in brackets, 2 after a plus, 3 both. */
  readonly marks: number[];
};

export const BRACKETS = 1;
export const PLUS = 2;

export const DASH_CODE = 45;
export const DOT_CODE = 46;
export const SLASH_CODE = 47;

/** The most digits of an area code in brackets; with more, the whole number is in brackets. */
const LONGEST_AREA = 5;

export const newRun = (): Run => ({
  length: 0,
  starts: [],
  ends: [],
  separators: [],
  points: [],
  sizes: [],
  marks: [],
});

/** The digit's value, or -1. Full-width digits are the same digits to the eye and to the carrier (NFKC). */
export const digitAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  if (code < 58) return code > 47 ? code - 48 : -1;
  return code >= 0xff10 && code <= 0xff19 ? code - 0xff10 : -1;
};

const isPlus = (code: number): boolean => code === 43 || code === 0xff0b;
const isOpening = (code: number): boolean => code === 40 || code === 0xff08;
const isClosing = (code: number): boolean => code === 41 || code === 0xff09;
// Space, no-break, figure, thin and narrow no-break space, ideographic space.
export const isSpace = (code: number): boolean =>
  code === 32 || code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x3000;
// Hyphens and dashes to the horizontal bar, the minus sign, the full-width hyphen.
const isDash = (code: number): boolean =>
  code === 45 || (code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === 0xff0d;

const skipDigits = (text: string, from: number): number => {
  let at = from;
  while (digitAt(text, at) >= 0) at++;
  return at;
};

/** Adds the group that starts here and returns its end; -1 if no group starts here. */
const readGroup = (text: string, from: number, separator: number, point: number, run: Run): number => {
  let at = from;
  let marks = 0;
  const opened = isOpening(text.charCodeAt(at));
  if (opened) at++;
  if (isPlus(text.charCodeAt(at))) {
    if (run.length > 0) return -1;
    marks += PLUS;
    at++;
    // "+(44)": the brackets may come after the plus.
    if (!opened && isOpening(text.charCodeAt(at))) return -1;
  }
  const digits = at;
  at = skipDigits(text, at);
  if (at === digits) return -1;
  const size = at - digits;
  let start = from;
  if (opened) {
    const isArea = isClosing(text.charCodeAt(at)) && size <= LONGEST_AREA;
    if (isArea) {
      marks += BRACKETS;
      at++;
    } else if (run.length > 0) return -1;
    else start = from + 1;
  }
  const n = run.length++;
  run.starts[n] = start;
  run.ends[n] = at;
  run.separators[n] = separator;
  run.points[n] = point;
  run.sizes[n] = size;
  run.marks[n] = marks;
  return at;
};

/** Reads the separator that starts here into `found` and returns its end; -1 if the number ends here. */
const found = { kind: TIGHT, point: 0 };
const readSeparator = (text: string, from: number): number => {
  let at = from;
  while (at - from < 2 && isSpace(text.charCodeAt(at))) at++;
  const spaces = at - from;
  const code = text.charCodeAt(at);
  const isSlash = code === SLASH_CODE;
  if (isSlash || isDash(code) || code === DOT_CODE) at++;
  else {
    found.kind = spaces > 0 ? SPACE : TIGHT;
    found.point = 0;
    return at;
  }
  const inner = at;
  while (at - inner < 2 && isSpace(text.charCodeAt(at))) at++;
  if (code === DOT_CODE && at > inner) return -1;
  found.point = isDash(code) ? DASH_CODE : code;
  if (spaces > 0 || at > inner) found.kind = SPACED;
  else found.kind = isSlash ? SLASH : TIGHT;
  return at;
};

/** Reads the run that starts at or after `from` into `run`; returns where to continue, text.length at the end. */
export const nextRun = (text: string, from: number, run: Run): number => {
  run.length = 0;
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (digitAt(text, at) < 0 && !isPlus(code) && !isOpening(code)) continue;
    const end = readGroup(text, at, 0, 0, run);
    if (end < 0) continue;
    at = end;
    break;
  }
  while (run.length > 0) {
    const next = readSeparator(text, at);
    if (next < 0) break;
    const bare = next === at && !isClosing(text.charCodeAt(at - 1)) && !isOpening(text.charCodeAt(at));
    if (bare) break;
    const end = readGroup(text, next, found.kind, found.point, run);
    if (end < 0) break;
    at = end;
  }
  return at;
};
