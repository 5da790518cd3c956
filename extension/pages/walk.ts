import { parentOf } from './natives.ts';
import { rectsOf, type Target, textTarget } from './target.ts';
import type { PageNumbers } from './watch-page.ts';

const isAfter = (node: Node, other: Node): boolean =>
  (other.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

/** The next visible number in page order, starting after a target or an element; wraps around at the end. */
export const nextNumber = (
  numbers: PageNumbers,
  from: Target | Element | null,
  region: string,
): Target | null => {
  const texts = [...numbers.keys()].sort((a, b) => (isAfter(a, b) ? 1 : -1));
  const all = texts.flatMap(text => (numbers.get(text) ?? []).map(match => ({ text, match })));
  const isPast = ({ text, match }: (typeof all)[number]): boolean => {
    if (!from) return true;
    if (from instanceof Element) return isAfter(text, from);
    if (from.node !== text) return isAfter(text, from.node);
    return from.match !== null && match.start > from.match.start;
  };
  const first = Math.max(0, all.findIndex(isPast));
  for (let n = 0; n < all.length; n++) {
    const place = all[(first + n) % all.length];
    const target = place && textTarget(place.text, place.match, region);
    if (target && rectsOf(target).length > 0) return target;
  }
  return null;
};

/** Scrolls only if necessary; true if it scrolled. */
export const bringIntoView = (target: Target): boolean => {
  const outside = rectsOf(target).some(
    ({ top, bottom, left, right }) => top < 0 || left < 0 || bottom > innerHeight || right > innerWidth,
  );
  if (!outside) return false;
  const element = target.node instanceof Text ? parentOf(target.node) : target.node;
  element?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  return true;
};
