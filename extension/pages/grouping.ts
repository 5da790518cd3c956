import { callingCodeLength } from './numbering.ts';
import { GROUPINGS } from './rules/groupings.ts';
import type { Run } from './scan.ts';

const patterns = new Map<string, RegExp | null>();

const A = 64;

/** "22C 1332" → the lengths of groups as they are joined by dashes: "2-2", "2-3" or "1-3-3-2". */
const patternOf = (code: string): RegExp | null => {
  const known = patterns.get(code);
  if (known !== undefined) return known;
  const shapes = GROUPINGS[code]?.split(' ').map(shape =>
    [...shape.matchAll(/(\d)([A-Z]?)/g)]
      .map(([, least = '', most = '']) => {
        if (most === '') return least;
        const from = Number(least);
        const lengths = Array.from({ length: most.charCodeAt(0) - A - from + 1 }, (_, n) => from + n);
        return `(?:${lengths.join('|')})`;
      })
      .join('-'),
  );
  const pattern = shapes ? new RegExp(`^(?:${shapes.join('|')})$`) : null;
  patterns.set(code, pattern);
  return pattern;
};

/** Whether these groups are how the number's country divides it: in one piece, or as the metadata formats it. */
export const isUsual = (groups: Run, first: number, last: number, e164: string): boolean => {
  const code = e164.slice(1, 1 + callingCodeLength(e164.slice(1)));
  // What stands before the national number (its prefix, the calling code) may share the first group with it.
  let left = e164.length - 1 - code.length;
  const lengths: number[] = [];
  for (let n = last; n >= first && left > 0; n--) {
    const length = Math.min(left, lengthOf(groups, n));
    lengths.unshift(length);
    left -= length;
  }
  return lengths.length === 1 || patternOf(code)?.test(lengths.join('-')) === true;
};

const lengthOf = (groups: Run, n: number): number => groups.sizes[n] ?? 0;
