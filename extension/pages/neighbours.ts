// A reader does not see where one text node ends and the next begins: "<b>+44</b> 2079460958" is one number.
import { numbersIn, type PhoneMatch } from './find.ts';
import { closestTo, newRange, parentOf, walkContent } from './natives.ts';

/** Elements that have a line or a cell of their own. */
const BLOCKS =
  'address,article,aside,blockquote,body,dd,div,dl,dt,fieldset,figure,footer,form,h1,h2,h3,h4,h5,h6,header,li,main,nav,ol,p,pre,section,table,td,th,tr,ul';
const ROWS = 'tr,[role="row"]';
/** Elements that separate two texts within one block. */
const PARTING = /^(?:BR|HR|IMG|INPUT|SELECT|TEXTAREA|BUTTON|VIDEO|IFRAME|OBJECT)$/;
const MOST_STEPS = 12;
const LONGEST = 32;

const BEFORE = /[^\p{L}]*$/u;
const AFTER = /^[^\p{L}]*\p{L}?/u;
const LETTER = /\p{L}/u;
const FIGURE = /[\d+\uff0b\uff10-\uff19]/;

type Side = 'before' | 'after';

/** Whether a gap or a line break separates two texts that have no space between them. */
const standsApart = (text: Text, other: Text, side: Side): boolean => {
  const edge = (of: Text, isEnd: boolean): DOMRect => {
    const range = newRange();
    const at = isEnd ? of.data.trimEnd().length - 1 : of.data.search(/\S/);
    range.setStart(of, Math.max(0, at));
    range.setEnd(of, Math.max(0, at) + 1);
    return range.getBoundingClientRect();
  };
  const [left, right] =
    side === 'before' ? [edge(other, true), edge(text, false)] : [edge(text, true), edge(other, false)];
  const gap = right.left - left.right;
  return right.top >= left.bottom || right.bottom <= left.top || gap > left.width / 4 || gap < -left.width;
};

const separatorOf = (text: Text, other: Text, side: Side, isParted: boolean): string => {
  const [mine, its] = [parentOf(text), parentOf(other)];
  const isSameBlock = mine && its && closestTo(mine, BLOCKS) === closestTo(its, BLOCKS);
  if (isParted || !isSameBlock || standsApart(text, other, side)) return '\n';
  return '';
};

/** The figures directly before or after a text of the page, including the separator; '' if there are none. */
const figuresBeside = (text: Text, side: Side): string => {
  const walker = walkContent(text);
  let isParted = false;
  let space = '';
  for (let step = 0; step < MOST_STEPS; step++) {
    const node = side === 'before' ? walker.previousNode() : walker.nextNode();
    if (!node) return '';
    if (!(node instanceof Text)) {
      isParted ||= PARTING.test(node.nodeName);
      continue;
    }
    const data = node.data;
    if (data.trim() === '') {
      if (data !== '') space = ' ';
      continue;
    }
    const near = side === 'before' ? data.slice(-LONGEST) : data.slice(0, LONGEST);
    const figures = (side === 'before' ? BEFORE : AFTER).exec(near.replace(/\s+/g, ' '))?.[0] ?? '';
    if (!FIGURE.test(figures)) {
      if (LETTER.test(data)) return '';
      // A dash or bracket alone: the figure it belongs to is further on.
      space = ' ';
      continue;
    }
    const [mine, its] = [parentOf(text), parentOf(node)];
    if (mine && its && closestTo(mine, ROWS) !== closestTo(its, ROWS)) return '';
    const separator =
      space !== '' && !isParted ? spaced(text, node) : separatorOf(text, node, side, isParted);
    return side === 'before' ? figures + separator : separator + figures;
  }
  return '';
};

const spaced = (text: Text, other: Text): string => {
  const [mine, its] = [parentOf(text), parentOf(other)];
  return mine && its && closestTo(mine, BLOCKS) === closestTo(its, BLOCKS) ? ' ' : '\n';
};

/** Whitespace that the page shows as a single space unless its style says otherwise. */
const LOOSE = /[\t\n\r\f]|\x20{2}/;

const shownText = (text: Text): string => {
  const parent = parentOf(text);
  if (
    !parent ||
    !LOOSE.test(text.data.trim()) ||
    /pre|break-spaces/.test(getComputedStyle(parent).whiteSpace)
  )
    return text.data;
  return text.data.replace(/[\t\n\r\f\x20]+/g, ' ');
};

/** The numbers in a text that stay the same when the text is read together with its surroundings in the page. */
export const certainInPage = (
  text: Text,
  matches: readonly PhoneMatch[],
  region: string,
): readonly PhoneMatch[] => {
  const { data } = text;
  const [first, last] = [matches[0], matches.at(-1)];
  if (!first || !last) return matches;
  const before = LETTER.test(data.slice(0, first.start)) ? '' : figuresBeside(text, 'before');
  const after = LETTER.test(data.slice(last.end)) ? '' : figuresBeside(text, 'after');
  const own = shownText(text);
  if (before === '' && after === '' && own === data) return matches;
  const from = before.length;
  const to = from + own.length;
  const shown = numbersIn(before + own + after, region).filter(({ start, end }) => end > from && start < to);
  return matches.filter(({ e164 }) => shown.some(other => other.e164 === e164));
};
