// The dotted underline: ranges in the CSS Custom Highlight registry, near the viewport only. The page's DOM stays
// unchanged, and painting costs only what is visible. The rule itself is in highlight.css, which is in place before the
// first paint.
import type { PhoneMatch } from './find.ts';
import { parentOf } from './natives.ts';
import type { PageNumbers } from './watch-page.ts';

export const HIGHLIGHT_NAME = 'ringside-number';
/** How far outside the viewport numbers are already marked. */
const MARGIN = '50%';
/** The browser rechecks all observed elements after each new one, so while a page is read, they are added in bulk. */
const BULK_EVERY_MS = 120;

export type Marks = {
  /** Call with every text whose numbers were added, changed or removed; `more` if others follow shortly. */
  readonly update: (texts: Iterable<Text>, more: boolean) => void;
  readonly stop: () => void;
};

const rangeOf = (text: Text, { start, end }: PhoneMatch): StaticRange =>
  new StaticRange({ startContainer: text, startOffset: start, endContainer: text, endOffset: end });

export const markNumbers = (numbers: PageNumbers): Marks => {
  const highlight = new Highlight();
  const ranges = new Map<Text, readonly StaticRange[]>();
  const holders = new Map<Text, Element>();
  const texts = new Map<Element, Set<Text>>();
  const near = new Set<Element>();

  const unmark = (text: Text) => {
    for (const range of ranges.get(text) ?? []) highlight.delete(range);
    ranges.delete(text);
  };

  const mark = (text: Text) => {
    const matches = numbers.get(text);
    if (!matches) return;
    const made = matches.map(match => rangeOf(text, match));
    ranges.set(text, made);
    for (const range of made) highlight.add(range);
  };

  const release = (text: Text) => {
    const holder = holders.get(text);
    if (!holder) return;
    holders.delete(text);
    const held = texts.get(holder);
    held?.delete(text);
    if (held && held.size > 0) return;
    texts.delete(holder);
    near.delete(holder);
    observer.unobserve(holder);
  };

  const hold = (text: Text, holder: Element) => {
    holders.set(text, holder);
    const held = texts.get(holder);
    if (held) held.add(text);
    else {
      texts.set(holder, new Set([text]));
      observer.observe(holder);
    }
    if (near.has(holder)) mark(text);
  };

  const observer = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting === near.has(target)) continue;
        if (isIntersecting) near.add(target);
        else near.delete(target);
        for (const text of texts.get(target) ?? []) {
          unmark(text);
          if (isIntersecting) mark(text);
        }
      }
    },
    { rootMargin: MARGIN },
  );

  CSS.highlights.set(HIGHLIGHT_NAME, highlight);

  const settle = (text: Text) => {
    unmark(text);
    const parent = parentOf(text);
    if (!numbers.has(text) || !parent) release(text);
    else if (holders.get(text) === parent) {
      if (near.has(parent)) mark(text);
    } else {
      release(text);
      hold(text, parent);
    }
  };

  const waiting = new Set<Text>();
  let settledAt = Number.NEGATIVE_INFINITY;

  return {
    update: (changed, more) => {
      for (const text of changed) waiting.add(text);
      const now = performance.now();
      if (more && now - settledAt < BULK_EVERY_MS) return;
      settledAt = now;
      for (const text of waiting) settle(text);
      waiting.clear();
    },
    stop: () => {
      observer.disconnect();
      highlight.clear();
      // A newer copy of this script may have registered its own highlight in the meantime.
      if (CSS.highlights.get(HIGHLIGHT_NAME) === highlight) CSS.highlights.delete(HIGHLIGHT_NAME);
    },
  };
};
