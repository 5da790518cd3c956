// Dates, opening hours, coordinates and ids among the groups of a run. Their digits belong to no phone number.
import {
  BRACKETS,
  DASH_CODE,
  DOT_CODE,
  digitAt,
  newRun,
  nextRun,
  type Run,
  SLASH,
  SPACE,
  TIGHT,
} from './scan.ts';

const value = (text: string, groups: Run, n: number): number => {
  let sum = 0;
  for (let at = groups.starts[n] ?? 0; at < (groups.ends[n] ?? 0); at++) {
    const digit = digitAt(text, at);
    if (digit >= 0) sum = sum * 10 + digit;
  }
  return sum;
};

const isYear = (year: number): boolean => year >= 1900 && year <= 2099;
const isDayAndMonth = (a: number, b: number): boolean =>
  a > 0 && b > 0 && a <= 31 && b <= 31 && (a <= 12 || b <= 12);

type Groups = { readonly text: string; readonly run: Run };

const size = ({ run }: Groups, n: number): number => (n < run.length ? (run.sizes[n] ?? 0) : 0);
/** The point that joins group `n` to the group before it; 0 if a space separates them or nothing is between them. */
const joint = ({ run }: Groups, n: number): number =>
  n < run.length && (run.separators[n] === TIGHT || run.separators[n] === SLASH) ? (run.points[n] ?? 0) : 0;

/** How many groups from `n` on form one date: 3, or 0. */
const dateAt = (groups: Groups, n: number): number => {
  const point = joint(groups, n + 1);
  if (point === 0 || joint(groups, n + 2) !== point) return 0;
  const [a, b, c] = [0, 1, 2].map(step => value(groups.text, groups.run, n + step)) as [
    number,
    number,
    number,
  ];
  if (size(groups, n + 1) > 2) return 0;
  if (size(groups, n) === 4) return size(groups, n + 2) <= 2 && isYear(a) && isDayAndMonth(b, c) ? 3 : 0;
  if (size(groups, n) > 2 || !isDayAndMonth(a, b)) return 0;
  // Russian and Ukrainian numbers end in pairs with dashes, as in "(3952) 20-10-24".
  if (size(groups, n + 2) === 2) return point === DASH_CODE ? 0 : 3;
  return size(groups, n + 2) === 4 && isYear(c) ? 3 : 0;
};

/** "02/2026" */
const monthAt = (groups: Groups, n: number): number => {
  if (joint(groups, n + 1) === 0 || size(groups, n) > 2 || size(groups, n + 1) !== 4) return 0;
  return value(groups.text, groups.run, n) <= 53 && isYear(value(groups.text, groups.run, n + 1)) ? 2 : 0;
};

/** "08.30" */
const timeAt = (groups: Groups, n: number): number => {
  if (joint(groups, n + 1) !== DOT_CODE || size(groups, n) > 2 || size(groups, n + 1) !== 2) return 0;
  return value(groups.text, groups.run, n) <= 24 && value(groups.text, groups.run, n + 1) < 60 ? 2 : 0;
};

/** "08-12" */
const hoursAt = (groups: Groups, n: number): number => {
  if (joint(groups, n + 1) !== DASH_CODE || size(groups, n) > 2 || size(groups, n + 1) > 2) return 0;
  const [from, to] = [value(groups.text, groups.run, n), value(groups.text, groups.run, n + 1)];
  return from < to && to <= 24 ? 2 : 0;
};

/** "2024-2026" */
const yearsAt = (groups: Groups, n: number): number => {
  if (joint(groups, n + 1) === 0 && groups.run.points[n + 1] !== DASH_CODE) return 0;
  if (size(groups, n) !== 4 || size(groups, n + 1) !== 4) return 0;
  const [from, to] = [value(groups.text, groups.run, n), value(groups.text, groups.run, n + 1)];
  return isYear(from) && isYear(to) && from < to && to - from < 20 ? 2 : 0;
};

const LARGEST_DEGREE = 180;
const FEWEST_DECIMALS = 5;

/** "59.913868": a coordinate, or another figure with many decimals. */
const decimalAt = (groups: Groups, n: number): number => {
  if (joint(groups, n + 1) !== DOT_CODE || size(groups, n) > 3 || size(groups, n + 1) < FEWEST_DECIMALS)
    return 0;
  const hasTrunkZero = size(groups, n) > 1 && digitAt(groups.text, groups.run.starts[n] ?? 0) === 0;
  return !hasTrunkZero && value(groups.text, groups.run, n) <= LARGEST_DEGREE ? 2 : 0;
};

/** How many groups from `n` on have these sizes, each joined to the group before it by its point: all, or 0. */
const patternAt = (groups: Groups, n: number, sizes: readonly number[], points: readonly number[]): number =>
  sizes.every(
    (each, step) =>
      size(groups, n + step) === each && (step === 0 || joint(groups, n + step) === points[step - 1]),
  )
    ? sizes.length
    : 0;

/** "7.012.215.045" */
const billionsAt = (groups: Groups, n: number): number =>
  patternAt(groups, n, [1, 3, 3, 3], [DOT_CODE, DOT_CODE, DOT_CODE]);

/** "939.730.315-30": a CPF, the personal number that everybody in Brazil has. */
const cpfAt = (groups: Groups, n: number): number =>
  patternAt(groups, n, [3, 3, 3, 2], [DOT_CODE, DOT_CODE, DASH_CODE]);

const LARGEST_BYTE = 255;

/** "10.71.112.177": an address in a private network. */
const addressAt = (groups: Groups, n: number): number => {
  if (size(groups, n) !== 2 || value(groups.text, groups.run, n) !== 10) return 0;
  const isByte = (step: number): boolean =>
    joint(groups, n + step) === DOT_CODE &&
    size(groups, n + step) <= 3 &&
    value(groups.text, groups.run, n + step) <= LARGEST_BYTE;
  return isByte(1) && isByte(2) && isByte(3) ? 4 : 0;
};

const STATE =
  /\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])[\s,]{1,2}$/;

/** "NV 89151-1234": a postcode of the United States, after its state. */
const postcodeAt = (groups: Groups, n: number): number => {
  const start = groups.run.starts[n] ?? 0;
  return STATE.test(groups.text.slice(Math.max(0, start - 5), start))
    ? patternAt(groups, n, [5, 4], [DASH_CODE])
    : 0;
};

type Kind = {
  readonly at: (groups: Groups, n: number) => number;
  /** How many must follow one another: a single figure of some kinds may as well be part of a number. */
  readonly fewest: number;
  /** Only at the start of a run: after a calling code, the same digits are the rest of a number. */
  readonly isFirst?: boolean;
};

const KINDS: readonly Kind[] = [
  { at: dateAt, fewest: 1 },
  { at: monthAt, fewest: 2 },
  { at: timeAt, fewest: 2 },
  { at: hoursAt, fewest: 2 },
  { at: yearsAt, fewest: 1 },
  { at: decimalAt, fewest: 1, isFirst: true },
  { at: billionsAt, fewest: 1, isFirst: true },
  { at: cpfAt, fewest: 1, isFirst: true },
  { at: addressAt, fewest: 1, isFirst: true },
  { at: postcodeAt, fewest: 1, isFirst: true },
];

const isApart = (groups: Groups, n: number): boolean =>
  n === 0 ||
  n >= groups.run.length ||
  ((groups.run.separators[n] ?? 0) >= SPACE && ((groups.run.marks[n - 1] ?? 0) & BRACKETS) === 0);

/** How many groups from `n` on are one or more of these figures, and only that; 0 if they may belong to a number. */
export const figureAt = (text: string, run: Run, n: number): number => {
  const groups = { text, run };
  if ((run.marks[n] ?? 0) !== 0 || size(groups, n) > 5 || !isApart(groups, n)) return 0;
  for (const { at, fewest, isFirst } of KINDS) {
    if (isFirst && n > 0) continue;
    let end = n;
    let items = 0;
    for (let length = at(groups, end); length > 0; length = at(groups, end)) {
      // The point between two figures differs from the point within them.
      if (items > 0 && run.points[end] === run.points[end - 1] && run.separators[end] === TIGHT) break;
      end += length;
      items++;
    }
    if (items >= fewest && isApart(groups, end)) return end - n;
  }
  return 0;
};

/** Whether a text contains one of these figures anywhere. */
export const holdsFigure = (text: string): boolean => {
  const run = newRun();
  for (let at = 0; at < text.length; ) {
    at = nextRun(text, at, run);
    for (let n = 0; n < run.length; n++) if (figureAt(text, run, n) > 0) return true;
  }
  return false;
};
