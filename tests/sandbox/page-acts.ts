// What the tests of the page part do and look at, in a page of the stand.
import { expect } from 'vitest';
import type { StandPage } from './page-stand.ts';

export const NUMBER = '(212) 555-0100';
export const WAIT = { timeout: 8000, interval: 50 };

export const marks = (at: StandPage): Promise<unknown> =>
  at.inWorld(`[...(CSS.highlights.get('ringside-number') ?? [])]
    .map(range => range.startContainer.data.slice(range.startOffset, range.endOffset))`);

/** The number's box, from the page itself. */
export const boxOf = async (at: StandPage, written = NUMBER) => {
  const box = await at.page.evaluate(text => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const start = node.nodeValue?.indexOf(text) ?? -1;
      if (start < 0 || node.parentElement?.closest('textarea,script')) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + text.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x, y, width, height };
    }
    return null;
  }, written);
  if (!box) throw new Error(`There is no ${written} on the page.`);
  return box;
};

export const hover = async (at: StandPage, written = NUMBER) => {
  const { x, y, width, height } = await boxOf(at, written);
  await at.page.mouse.move(x + width / 2 - 3, y + height / 2);
  await at.page.mouse.move(x + width / 2, y + height / 2);
};

export const controlOf = (at: StandPage, name: 'button' | 'go' = 'button') =>
  expect
    .poll(() => at.controlAt(name), WAIT)
    .not.toBeNull()
    .then(async () => {
      const place = await at.controlAt(name);
      if (!place) throw new Error(`The ${name} went again.`);
      return place;
    });

/** Long enough for the button to have been seen: the product's own 500 ms, counted by the page. */
export const beSeen = (at: StandPage) =>
  at.page.evaluate(() => new Promise(resolve => setTimeout(resolve, 900)));

export const hostCount = (at: StandPage) => at.page.locator('[data-ringside]').count();
