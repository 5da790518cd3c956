// Acts and look-ups for the tests of the page part, in a page of the stand.
import { vi } from 'vitest';
import type { StandPage } from './page-stand.ts';

export const NUMBER = '(212) 555-0100';
/** The limit only ends a test that has failed. */
export const WAIT = { timeout: 45_000, interval: 50 };

export const marks = (at: StandPage): Promise<unknown> =>
  at.inWorld(`[...(CSS.highlights.get('ringside-number') ?? [])]
    .map(range => range.startContainer.data.slice(range.startOffset, range.endOffset))`);

/** The number's box, measured in the page itself. */
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

// The product requires a control to have been visible for 500 ms, counted by the page from Chrome's first report.
const PROOF_MS = 550;

/** Waits until the control has been visible for long enough. False if it disappeared before that. */
export const beSeen = async (at: StandPage, name: 'button' | 'go' = 'button'): Promise<boolean> =>
  (await at.inWorld(`sight.seen('${name}', ${PROOF_MS})`)) === true;

/** Waits as long as a visible control would have needed to be seen for long enough. */
export const beLookedAt = (at: StandPage) => at.inWorld(`sight.looked('button', ${PROOF_MS})`);

/** Lets the page part run for a few frames, so that pending work is done. */
export const haveTurns = (at: StandPage) => at.inWorld('sight.frames(6)');

export const hostCount = (at: StandPage) => at.page.locator('[data-ringside]').count();
