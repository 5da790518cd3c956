// Clicks a phone number on a page as a person does: points at it, sees the call button appear, clicks it.
import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';

/** The product ignores a click on a button that was visible for under 0.5 s; people are slower anyway. */
const LOOK_MS = 800;
const APPEAR_MS = 5_000;

type Node = {
  nodeId: number;
  nodeName: string;
  attributes?: string[];
  children?: Node[];
  shadowRoots?: Node[];
};

const find = (node: Node, is: (node: Node) => boolean): Node | undefined => {
  if (is(node)) return node;
  for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) {
    const found = find(child, is);
    if (found) return found;
  }
  return undefined;
};

const has = (node: Node, attribute: string, value?: string): boolean => {
  const at = node.attributes?.findIndex((each, index) => index % 2 === 0 && each === attribute) ?? -1;
  return at >= 0 && (value === undefined || node.attributes?.[at + 1] === value);
};

/** The middle of the call button, or undefined. Its shadow root is closed: only the debugger can look inside. */
const buttonAt = async (page: Page): Promise<{ x: number; y: number } | undefined> => {
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    const host = find(root, node => has(node, 'data-ringside'));
    const button = host && find(host, node => node.nodeName === 'BUTTON' && has(node, 'class', 'button'));
    if (!button) return undefined;
    const { model } = await session.send('DOM.getBoxModel', { nodeId: button.nodeId });
    const [left = 0, top = 0, right = 0, , , bottom = 0] = model.border;
    return { x: (left + right) / 2, y: (top + bottom) / 2 };
  } finally {
    await session.detach();
  }
};

/** Points at a number on a page and waits for the call button beside it; returns the button's position. */
export const pointAtNumber = async (number: Locator): Promise<{ x: number; y: number }> => {
  const page = number.page();
  const deadline = Date.now() + APPEAR_MS;
  await number.scrollIntoViewIfNeeded();
  for (;;) {
    await number.hover();
    const button = await buttonAt(page);
    if (button) return button;
    if (Date.now() > deadline) throw new Error('No call button appeared next to the number.');
    // The page may not have been searched for numbers yet: move the mouse away and point again.
    await page.mouse.move(1, 1);
    await pause(50);
  }
};

/** Returns when the button was clicked, in milliseconds UTC. */
export const clickNumber = async (number: Locator, clicks = 1): Promise<number> => {
  const { x, y } = await pointAtNumber(number);
  const { mouse } = number.page();
  await mouse.move(x, y);
  await pause(LOOK_MS);
  const at = Date.now();
  await mouse.click(x, y, { clickCount: clicks });
  return at;
};
