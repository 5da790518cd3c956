// What the tests of the page part do and look at, in a page of the stand.
import { vi } from 'vitest';
import type { StandPage } from './page-stand.ts';

export const NUMBER = '(212) 555-0100';
/** The limit only ends a test that has failed. */
export const WAIT = { timeout: 45_000, interval: 50 };

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
  vi.waitFor(async () => {
    const place = await at.controlAt(name);
    if (!place) throw new Error(`There is no ${name}.`);
    return place;
  }, WAIT);

// The product wants a control to have been seen for 500 ms, counted by the page from when Chrome has looked.
const PROOF_MS = 550;

/** The control has been seen for long enough. False when it went before that. */
export const beSeen = async (at: StandPage, name: 'button' | 'go' = 'button'): Promise<boolean> =>
  (await at.inWorld(`sight.seen('${name}', ${PROOF_MS})`)) === true;

/** The control could have been seen for long enough, were it to be seen. */
export const beLookedAt = (at: StandPage) => at.inWorld(`sight.looked('button', ${PROOF_MS})`);

/** Our part of the page has had its turns: what it was about to do is done. */
export const haveTurns = (at: StandPage) => at.inWorld('sight.frames(6)');

export const hostCount = (at: StandPage) => at.page.locator('[data-ringside]').count();
