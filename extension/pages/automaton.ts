// Every valid number of the world as one graph of digits: asking costs a step per digit, and compiles no pattern.
import { ALL_DIGITS, ALL_DIGITS_MASK, LETTERS, NAMED } from './packed.ts';

const DIGITS = 10;
const ROOT = 1;

type Graph = {
  /** Node × 10 + digit → node; 0 leads nowhere. */
  readonly next: Uint16Array;
  readonly isEnd: Uint8Array;
};

const allDigits = ALL_DIGITS.charCodeAt(0);
const isNamed = NAMED.charCodeAt(0);
const values = new Uint8Array(128);
for (let value = 0; value < LETTERS.length; value++) values[LETTERS.charCodeAt(value)] = value;

/** Reads what packed.ts wrote. A node and the digits that lead to it take two characters at least. */
const unpack = (packed: string): Graph => {
  const most = (packed.length >> 1) + 2;
  const next = new Uint16Array(most * DIGITS);
  const isEnd = new Uint8Array(most);
  const named: number[] = [];
  let at = 0;
  let last = 0;
  const letter = (): number => values[packed.charCodeAt(at++)] ?? 0;
  const mask = (): number => {
    const code = packed.charCodeAt(at);
    if (code === allDigits) {
      at++;
      return ALL_DIGITS_MASK;
    }
    if (code > 47 && code < 58) {
      at++;
      return 1 << (code - 48);
    }
    return (letter() << 5) | letter();
  };
  const read = (): number => {
    if (packed.charCodeAt(at) === isNamed) {
      at++;
      return named[(letter() << 6) | letter()] ?? 0;
    }
    const head = letter();
    const node = ++last;
    isEnd[node] = (head >> 1) & 1;
    for (let edges = head >> 2; edges > 0; edges--) {
      const digits = mask();
      const target = read();
      for (let left = digits; left !== 0; left &= left - 1)
        next[node * DIGITS + 31 - Math.clz32(left & -left)] = target;
    }
    if ((head & 1) !== 0) named.push(node);
    return node;
  };
  read();
  return { next: next.slice(0, (last + 1) * DIGITS), isEnd: isEnd.slice(0, last + 1) };
};

/** Whether a number, its calling code first, is in it. It is unpacked when first asked. */
export const automatonIn = (packed: string): ((digits: string) => boolean) => {
  let graph: Graph | undefined;
  return digits => {
    graph ??= unpack(packed);
    const { next, isEnd } = graph;
    let node = ROOT;
    for (let at = 0; at < digits.length && node > 0; at++)
      node = next[node * DIGITS + digits.charCodeAt(at) - 48] ?? 0;
    return node > 0 && isEnd[node] === 1;
  };
};
