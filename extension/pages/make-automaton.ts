// Turns digit patterns into one automaton: the smallest graph whose paths are exactly the numbers the patterns match.

/** `next` by digit; null leads nowhere. Nodes with the same continuations are a single node. */
export type Node = { readonly next: readonly (Node | null)[]; readonly isEnd: boolean; readonly id: number };

/** A parsed pattern. Repetition is bounded, so that every number has an end. */
type Part =
  | { readonly kind: 'digits'; readonly mask: number }
  | { readonly kind: 'all'; readonly parts: readonly Part[] }
  | { readonly kind: 'any'; readonly parts: readonly Part[] }
  | { readonly kind: 'times'; readonly part: Part; readonly least: number; readonly most: number };

const EVERY_DIGIT = 0x3ff;

/** The subset of regular expressions that the metadata uses: \d, [classes], (?:groups), |, ?, {n}, {n,m}. */
const parse = (pattern: string): Part => {
  let at = 0;
  const isNext = (text: string): boolean => pattern.startsWith(text, at);
  const fail = (): never => {
    throw new Error(`The pattern ${pattern} has something unknown at ${at}.`);
  };
  const classOf = (): number => {
    let mask = 0;
    for (at++; !isNext(']'); at++) {
      const from = Number(pattern[at]);
      let to = from;
      if (pattern[at + 1] === '-') {
        to = Number(pattern[at + 2]);
        at += 2;
      }
      if (!(from <= to)) fail();
      for (let digit = from; digit <= to; digit++) mask |= 1 << digit;
    }
    at++;
    return mask;
  };
  const atom = (): Part => {
    if (isNext('\\d')) {
      at += 2;
      return { kind: 'digits', mask: EVERY_DIGIT };
    }
    if (isNext('[')) return { kind: 'digits', mask: classOf() };
    if (isNext('(')) {
      at += isNext('(?:') ? 3 : 1;
      if (isNext('?')) fail();
      const inner = either();
      if (!isNext(')')) fail();
      at++;
      return inner;
    }
    const digit = pattern.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) fail();
    at++;
    return { kind: 'digits', mask: 1 << digit };
  };
  const repeated = (): Part => {
    const part = atom();
    if (isNext('?')) {
      at++;
      return { kind: 'times', part, least: 0, most: 1 };
    }
    const count = /^\{(\d+)(?:,(\d+))?\}/.exec(pattern.slice(at));
    if (!count) return part;
    at += count[0].length;
    const least = Number(count[1]);
    return { kind: 'times', part, least, most: Number(count[2] ?? least) };
  };
  const sequence = (): Part => {
    const parts: Part[] = [];
    while (at < pattern.length && !isNext('|') && !isNext(')')) parts.push(repeated());
    return { kind: 'all', parts };
  };
  const either = (): Part => {
    const parts = [sequence()];
    while (isNext('|')) {
      at++;
      parts.push(sequence());
    }
    return { kind: 'any', parts };
  };
  const whole = either();
  if (at < pattern.length) fail();
  return whole;
};

/** The parts that must still be read, in order, as a linked list. Lists with the same key are the same object. */
type Rest = { readonly head: Part; readonly tail: Rest; readonly id: number } | null;

type Op = (a: boolean, b: boolean) => boolean;

export type Workshop = {
  /** Everything that at least one of these patterns matches. */
  readonly any: (patterns: readonly string[]) => Node | null;
  readonly both: (a: Node | null, b: Node | null) => Node | null;
  readonly either: (a: Node | null, b: Node | null) => Node | null;
  readonly without: (a: Node | null, b: Node | null) => Node | null;
};

/** Makes automata that share their nodes: equal remainders give the same node, and so do equal edges. */
export const workshop = (): Workshop => {
  const nodes = new Map<string, Node>();
  const known = new Map<string, Node | null>();
  const partIds = new Map<Part, number>();
  const rests = new Map<string, Exclude<Rest, null>>();
  const timesLeft = new Map<string, Part>();

  const idOf = (part: Part): number => {
    const id = partIds.get(part) ?? partIds.size;
    partIds.set(part, id);
    return id;
  };
  const less = ({ part, least, most }: Extract<Part, { kind: 'times' }>): Part => {
    const left = { kind: 'times', part, least: Math.max(0, least - 1), most: most - 1 } as const;
    const key = `${idOf(part)} ${left.least} ${left.most}`;
    const made = timesLeft.get(key) ?? left;
    timesLeft.set(key, made);
    return made;
  };
  const put = (head: Part, tail: Rest): Rest => {
    const key = `${idOf(head)} ${tail?.id ?? -1}`;
    const made = rests.get(key) ?? { head, tail, id: rests.size };
    rests.set(key, made);
    return made;
  };
  const node = (next: readonly (Node | null)[], isEnd: boolean): Node | null => {
    if (!isEnd && next.every(each => each === null)) return null;
    const shape = `${isEnd} ${next.map(each => each?.id ?? -1).join(' ')}`;
    const made = nodes.get(shape) ?? { next, isEnd, id: nodes.size };
    nodes.set(shape, made);
    return made;
  };
  const tenfold = (of: (digit: number) => Node | null) => Array.from({ length: 10 }, (_, digit) => of(digit));

  /** Expands groups until digits come first; null in the set means that the number may end here. */
  const open = (rest: Rest, into: Set<Rest>): void => {
    if (rest === null || rest.head.kind === 'digits') {
      into.add(rest);
      return;
    }
    const { head, tail } = rest;
    if (head.kind === 'all')
      open(
        head.parts.reduceRight((after, part) => put(part, after), tail),
        into,
      );
    else if (head.kind === 'any') for (const part of head.parts) open(put(part, tail), into);
    else {
      if (head.least === 0) open(tail, into);
      if (head.most > 0) open(put(head.part, put(less(head), tail)), into);
    }
  };
  const after = (set: ReadonlySet<Rest>, digit: number): ReadonlySet<Rest> => {
    const rest = new Set<Rest>();
    for (const each of set)
      if (each?.head.kind === 'digits' && (each.head.mask & (1 << digit)) !== 0) open(each.tail, rest);
    return rest;
  };
  const nodeOf = (set: ReadonlySet<Rest>): Node | null => {
    if (set.size === 0) return null;
    const key = [...set]
      .map(rest => rest?.id ?? -1)
      .sort((a, b) => a - b)
      .join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = node(
      tenfold(digit => nodeOf(after(set, digit))),
      set.has(null),
    );
    known.set(key, made);
    return made;
  };

  const combining = (op: Op) => {
    const done = new Map<string, Node | null>();
    const combine = (a: Node | null, b: Node | null): Node | null => {
      if (a === null && b === null) return null;
      const key = `${a?.id ?? -1} ${b?.id ?? -1}`;
      const before = done.get(key);
      if (before !== undefined) return before;
      const made = node(
        tenfold(digit => combine(a?.next[digit] ?? null, b?.next[digit] ?? null)),
        op(a?.isEnd ?? false, b?.isEnd ?? false),
      );
      done.set(key, made);
      return made;
    };
    return combine;
  };

  return {
    any: patterns => {
      const start = new Set<Rest>();
      for (const pattern of patterns) open(put(parse(pattern), null), start);
      return nodeOf(start);
    },
    both: combining((a, b) => a && b),
    either: combining((a, b) => a || b),
    without: combining((a, b) => a && !b),
  };
};
