import type { Node } from './make-automaton.ts';

// Nodes with several incoming edges have names, which are numbers: the more edges, the smaller the number. The root
// comes first, then each named node, with the nodes that only it leads to written inline. Four parts, separated by
// spaces: the number of names; the most frequent sets of digits; and, for every edge in reading order, its digits and
// its target, which is a name or an inline node. No letter needs escaping in a script.
export const LETTERS =
  '!"#%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~';
/** Smaller values take one letter, larger ones two, which is enough for every set of digits. */
export const ONE_LETTER = 78;
/** Smaller values are the head of an inline node: twice its number of edges, plus one if a number may end there. */
export const HEADS = 22;

const letter = (value: number): string => LETTERS.charAt(value);

const two = (value: number): string =>
  letter(ONE_LETTER + Math.floor(value / LETTERS.length)) + letter(value % LETTERS.length);

const edgesOf = (node: Node): readonly (readonly [Node, number])[] => {
  const masks = new Map<Node, number>();
  for (const [digit, next] of node.next.entries())
    if (next) masks.set(next, (masks.get(next) ?? 0) | (1 << digit));
  return [...masks];
};

const counted = <T>(counts: Map<T, number>, each: T): number => {
  const count = (counts.get(each) ?? 0) + 1;
  counts.set(each, count);
  return count;
};

const byFrequency = <T>(counts: ReadonlyMap<T, number>, fewest: number): readonly T[] =>
  [...counts]
    .filter(([, count]) => count >= fewest)
    .sort(([, a], [, b]) => b - a)
    .map(([each]) => each);

export const packed = (root: Node): string => {
  const ways = new Map<Node, number>();
  const masks = new Map<number, number>();
  const count = (node: Node): void => {
    if (counted(ways, node) > 1) return;
    for (const [next, mask] of edgesOf(node)) {
      counted(masks, mask);
      count(next);
    }
  };
  count(root);
  const named = byFrequency(ways, 2);
  const names = new Map(named.map((node, n) => [node, n]));
  const sets = byFrequency(masks, 1).slice(0, ONE_LETTER);
  const lettersOf = new Map(sets.map((mask, n) => [mask, letter(n)]));

  let digits = '';
  let targets = '';
  const write = (node: Node): void => {
    const edges = edgesOf(node);
    targets += letter(edges.length * 2 + (node.isEnd ? 1 : 0));
    for (const [next, mask] of edges) {
      digits += lettersOf.get(mask) ?? two(mask);
      const name = names.get(next);
      if (name === undefined) write(next);
      else targets += name < ONE_LETTER - HEADS ? letter(HEADS + name) : two(name);
    }
  };
  for (const node of [root, ...named]) write(node);
  const table = sets.map(two).join('');
  return [named.length, table, digits, targets].join(' ');
};
