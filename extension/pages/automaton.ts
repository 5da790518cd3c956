// Every valid number in the world as one graph of digits: a lookup takes one step per digit and compiles no pattern.
import { HEADS, LETTERS, ONE_LETTER } from './packed.ts';

const DIGITS = 10;
const ROOT = 1;

type Graph = {
  /** Node × 10 + digit → node; 0 leads nowhere. */
  readonly next: Uint16Array;
  readonly isEnd: Uint8Array;
};

const values = new Uint8Array(128);
for (let value = 0; value < LETTERS.length; value++) values[LETTERS.charCodeAt(value)] = value;

/** Reads letters in order: a value of one letter is decoded with `one`, a value of two letters is used as it is. */
const readerOf = (text: string, one: (value: number) => number): (() => number) => {
  let at = 0;
  const letter = (): number => values[text.charCodeAt(at++)] ?? 0;
  return () => {
    const value = letter();
    return value < ONE_LETTER ? one(value) : (value - ONE_LETTER) * LETTERS.length + letter();
  };
};

/** Reads what packed.ts wrote. */
const unpack = (packed: string): Graph => {
  const [count = '', table = '', digits = '', targets = ''] = packed.split(' ');
  const named = Number(count);
  const nextSet = readerOf(table, value => value);
  const sets = Array.from({ length: ONE_LETTER }, nextSet);
  const nextDigits = readerOf(digits, value => sets[value] ?? 0);
  // A node that is written inline gets a negative value, so that names can start at 0.
  const nextTarget = readerOf(targets, value => value - HEADS);
  const most = targets.length + 1;
  const next = new Uint16Array(most * DIGITS);
  const isEnd = new Uint8Array(most);
  let last = ROOT + named;
  const read = (node: number, head: number): void => {
    isEnd[node] = head & 1;
    for (let ways = head >> 1; ways > 0; ways--) {
      const set = nextDigits();
      const name = nextTarget();
      const target = name < 0 ? ++last : ROOT + 1 + name;
      if (name < 0) read(target, HEADS + name);
      for (let left = set; left !== 0; left &= left - 1)
        next[node * DIGITS + 31 - Math.clz32(left & -left)] = target;
    }
  };
  for (let node = ROOT; node <= ROOT + named; node++) read(node, HEADS + nextTarget());
  return { next: next.slice(0, (last + 1) * DIGITS), isEnd: isEnd.slice(0, last + 1) };
};

/** Whether the packed graph contains a number, calling code first. The graph is unpacked at the first lookup. */
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
