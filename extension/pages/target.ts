import { mayReorder } from './direction.ts';
import { type PhoneMatch, readNumber } from './find.ts';
import {
  attributeOf,
  caretAt,
  closestTo,
  isConnected,
  newRange,
  parentOf,
  rectOf,
  textOf,
} from './natives.ts';
import { certainInPage } from './neighbours.ts';
import type { PageNumbers } from './watch-page.ts';

/** A number that the user points at or has focused. */
export type Target = {
  readonly node: Text | Element;
  readonly match: PhoneMatch | null;
  readonly e164: string;
  /** The number as the page writes it. */
  readonly written: string;
  /** The shown number is the number that would be dialled. */
  readonly isHonest: boolean;
};

const LINK = 'a[href]';
const CALL_LINK = /^(?:tel|callto|sms):/i;
/** Enough characters to see a direction mark placed before the number in the same block. */
const LOOK_BACK = 500;

export const callLinkAt = (element: Element): Element | null => {
  const link = closestTo(element, LINK);
  return link && /^tel:/i.test((attributeOf(link, 'href') ?? '').trim()) ? link : null;
};

const linkedNumber = (href: string, region: string): PhoneMatch | null => {
  const address = href.trim().replace(CALL_LINK, '');
  // A malformed escape is not a number; the link is then read without decoding.
  return readNumber(/%(?![0-9a-f]{2})/i.test(address) ? address : safeDecode(address), region);
};

const safeDecode = (text: string): string =>
  text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

export const linkTarget = (link: Element, numbers: PageNumbers, region: string): Target | null => {
  const inText = [...numbers.keys()].find(text => link.contains(text));
  const match = inText && numbers.get(inText)?.[0];
  if (inText && match) return textTarget(inText, match, region);
  const linked = linkedNumber(attributeOf(link, 'href') ?? '', region);
  // The text does not show which number this is, so the rep must confirm it before it is dialled.
  return linked && { node: link, match: null, e164: linked.e164, written: linked.digits, isHonest: false };
};

/** The text next to a number may have changed since it was read. */
export const isStillCertain = (text: Text, match: PhoneMatch, region: string): boolean =>
  certainInPage(text, [match], region).length > 0;

export const textTarget = (text: Text, match: PhoneMatch, region: string): Target => {
  const parent = parentOf(text);
  return {
    node: text,
    match,
    e164: match.e164,
    written: text.data.slice(match.start, match.end),
    isHonest:
      parent !== null &&
      agrees(parent, match, region) &&
      isShownAsStored(parent) &&
      isStillCertain(text, match, region),
  };
};

/** A link that shows one number and calls another is not trusted with either. */
const agrees = (parent: Element, match: PhoneMatch, region: string): boolean => {
  const link = closestTo(parent, LINK);
  const href = link ? (attributeOf(link, 'href') ?? '') : '';
  return !CALL_LINK.test(href.trim()) || linkedNumber(href, region)?.e164 === match.e164;
};

const isShownAsStored = (parent: Element): boolean => {
  const style = getComputedStyle(parent);
  if (style.unicodeBidi.includes('override')) return false;
  const security = style.getPropertyValue('-webkit-text-security');
  if (security !== '' && security !== 'none') return false;
  const block = closestTo(parent, 'p,div,td,th,li,dd,dt,section,article,body') ?? parent;
  return !mayReorder((textOf(block) ?? '').slice(0, LOOK_BACK));
};

/** The position of the number, one rectangle per line; none if it is no longer on the page. */
export const rectsOf = ({ node, match }: Target): DOMRect[] => {
  if (!isConnected(node)) return [];
  if (!(node instanceof Text)) return [rectOf(node)];
  if (!match || node.data.length < match.end) return [];
  const range = newRange();
  range.setStart(node, match.start);
  range.setEnd(node, match.end);
  return [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
};

const REACH_PX = 3;
export const holds = (rect: DOMRect, x: number, y: number): boolean =>
  x >= rect.left - REACH_PX && x <= rect.right + REACH_PX && y >= rect.top && y <= rect.bottom;

/** The number under a point. */
export const targetAt = (
  x: number,
  y: number,
  numbers: PageNumbers,
  shadowRoots: ShadowRoot[],
  region: string,
): Target | null => {
  const caret = caretAt(x, y, shadowRoots);
  if (!(caret?.offsetNode instanceof Text)) return null;
  const text = caret.offsetNode;
  for (const match of numbers.get(text) ?? []) {
    if (caret.offset < match.start || caret.offset > match.end) continue;
    if (!isStillCertain(text, match, region)) continue;
    const target = textTarget(text, match, region);
    // The caret snaps to the nearest text, however far away, so check that the number itself is under the point.
    if (rectsOf(target).some(rect => holds(rect, x, y))) return target;
  }
  return null;
};
