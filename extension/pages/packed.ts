import type { Node } from './make-automaton.ts';

// Each node is written where it is first led to; later ways there name it. A node is its head (edges, whether a number
// may end there, whether it is named), then for each edge the digits and the node. Digits are one digit, ~ for all ten,
// or two letters of five bits each; a name is ! and two letters of six bits. None needs escaping in a script.
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#%&()*+,-.:;';
export const NAMED = '!';
export const ALL_DIGITS = '~';
export const ALL_DIGITS_MASK = 0x3ff;

const letter = (value: number): string => LETTERS.charAt(value);

const edgesOf = (node: Node): readonly (readonly [Node, number])[] => {
  const masks = new Map<Node, number>();
  for (const [digit, next] of node.next.entries())
    if (next) masks.set(next, (masks.get(next) ?? 0) | (1 << digit));
  return [...masks];
};

const digitsOf = (mask: number): string => {
  if (mask === ALL_DIGITS_MASK) return ALL_DIGITS;
  if ((mask & (mask - 1)) === 0) return String(31 - Math.clz32(mask));
  return letter(mask >> 5) + letter(mask & 31);
};

export const packed = (root: Node): string => {
  const ways = new Map<Node, number>();
  const count = (node: Node): void => {
    const before = ways.get(node) ?? 0;
    ways.set(node, before + 1);
    if (before === 0) for (const [next] of edgesOf(node)) count(next);
  };
  count(root);

  const names = new Map<Node, number>();
  const write = (node: Node): string => {
    const name = names.get(node);
    if (name !== undefined) return NAMED + letter(name >> 6) + letter(name & 63);
    const edges = edgesOf(node);
    const isNamed = (ways.get(node) ?? 0) > 1;
    const head = letter(edges.length * 4 + (node.isEnd ? 2 : 0) + (isNamed ? 1 : 0));
    const body = edges.map(([next, mask]) => digitsOf(mask) + write(next)).join('');
    if (isNamed) names.set(node, names.size);
    return head + body;
  };
  return write(root);
};
