// One click on a number, from the click to the ringing, and next to it the time of browser and network alone.
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { pointAtNumber } from '../../sandbox/click.ts';
import { CONTACTS } from '../../sandbox/people/contacts.ts';
import type { Scene } from './scene.ts';

export type State = 'warm' | 'asleep' | 'cold';

export type Trial = {
  /** Click → the SDK's connect, minus the API's round trip. */
  readonly connectMs: number;
  readonly roundTripMs: number;
  readonly panelMs: number;
  readonly ringMs: number;
  readonly floor: {
    /** A message without effect, content script → extension and back: as many hops as a dial makes one way. */
    readonly messageMs: number;
    readonly fetchMs: number;
    readonly tabMs: number;
    /** The carrier alone, from the request for the customer's leg until it rings. */
    readonly carrierMs: number;
  };
};

const CALLED = 'Nadia Petrova';

const numberOf = (name: string): string => {
  const contact = CONTACTS.find(each => each.name === name);
  if (!contact) throw new Error(`The demo CRM has no ${name}.`);
  return contact.phone;
};

const CLOSE_PANEL = `(async () => {
  for (const { id } of await chrome.windows.getAll())
    await chrome.sidePanel.close({ windowId: id }).catch(() => undefined);
  while ((await chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] })).length > 0)
    await new Promise(next => setTimeout(next, 5));
})()`;

const MESSAGE = `(async () => {
  const from = performance.now();
  await chrome.runtime.sendMessage({ to: 'nobody' }).catch(() => undefined);
  return performance.now() - from;
})()`;

const fetchOf = (url: string) => `(async () => {
  const from = performance.now();
  await (await fetch(${JSON.stringify(url)}, { cache: 'no-store' })).json();
  return performance.now() - from;
})()`;

const TAB = `(async () => {
  const from = performance.now();
  const { id } = await chrome.tabs.create({ url: chrome.runtime.getURL('manifest.json'), active: false });
  while ((await chrome.tabs.get(id)).status !== 'complete') await new Promise(next => setTimeout(next, 5));
  const took = performance.now() - from;
  await chrome.tabs.remove(id);
  return took;
})()`;

const CREATE_PHONE = `(async () => {
  const from = performance.now();
  await chrome.offscreen.createDocument({ url: 'offscreen.html', reasons: ['USER_MEDIA'], justification: 'Bench' });
  return performance.now() - from;
})()`;

/** Brings the extension into the state; called twice: once for the floor, once for the dial. */
const settle = async (scene: Scene, state: State): Promise<void> => {
  if (state === 'asleep') await scene.stopBackground();
  if (state === 'cold') await scene.stopAll();
};

const messageFloor = async (scene: Scene, state: State): Promise<number> => {
  await settle(scene, state);
  const messageMs = z.number().parse(await scene.inContent(MESSAGE));
  if (state !== 'cold') return messageMs;
  await settle(scene, state);
  return messageMs + z.number().parse(await scene.ours().evaluate(CREATE_PHONE));
};

/** The page's own clock at the click event: it fires when the button is released, and nothing may happen before. */
const HEAR_CLICK = `globalThis.clicked ??= addEventListener('click', () => { globalThis.clickedAt = Date.now(); }, true) ?? true`;

const PANEL_OPENED = `(async () => {
  for (;;) {
    const panels = await chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] });
    if (panels.length) return Date.now();
    await new Promise(next => setTimeout(next, 5));
  }
})()`;

/** The product ignores a click on a button that was visible for under 0.5 s. */
const LOOK_MS = 800;
const RING_LIMIT_MS = 30_000;

const Marks = z.object({ posted: z.number(), ticket: z.number(), connect: z.number(), ringing: z.number() });

/** Points, waits, lets the extension fall asleep, clicks. Pointing first, as the card's look-up would wake it. */
const press = async (scene: Scene, state: State) => {
  const { crm } = scene;
  await crm.bringToFront();
  await crm.evaluate(HEAR_CLICK);
  const { x, y } = await pointAtNumber(crm.getByText(numberOf(CALLED), { exact: true }).first());
  await crm.mouse.move(x, y);
  await pause(LOOK_MS);
  await settle(scene, state);
  const panel = scene.ours().evaluate(PANEL_OPENED);
  // Only the click that was heard awaits it; after any other click it ends with its page.
  panel.catch(() => undefined);
  await crm.mouse.click(x, y);
  return { clickedAt: z.number().parse(await crm.evaluate('globalThis.clickedAt')), panel };
};

const PRESSES = 4;
const HEARD_WITHIN_MS = 3_000;

/** The page moves when the panel opens or closes, and the button may be gone before the click: then tries again. */
const pressUntilHeard = async (scene: Scene, state: State) => {
  for (let presses = 1; ; presses++) {
    const pressed = await press(scene, state);
    const phone = await scene.phone();
    try {
      await phone.until('dialling', ({ call }) => call !== null, HEARD_WITHIN_MS);
      return pressed;
    } catch (error) {
      if (presses === PRESSES) throw error;
      await phone.ask('calls.dismiss');
    }
  }
};

export const tryOnce = async (scene: Scene, state: State): Promise<Trial> => {
  const read = async (expression: string) => z.number().parse(await scene.ours().evaluate(expression));
  await scene.ours().evaluate(CLOSE_PANEL);
  const fetchMs = await read(fetchOf(`${scene.stack.workerUrl}/v1/health`));
  const tabMs = await read(TAB);
  const messageMs = await messageFloor(scene, state);

  const { clickedAt, panel } = await pressUntilHeard(scene, state);
  const phone = await scene.phone();
  const rings = await phone.until('ringing', now => now.call?.marks.ringing !== undefined, RING_LIMIT_MS);
  const marks = Marks.parse(rings.call?.marks);
  const opened = z.number().parse(await panel);
  const leg = scene.stack.carrier.ledger().legs.findLast(({ kind }) => kind === 'pstn');
  await phone.ask('calls.hangUp');
  await phone.until('over', ({ call }) => call?.phase === 'ended' || call?.phase === 'failed', RING_LIMIT_MS);
  await phone.ask('calls.dismiss');
  const roundTripMs = marks.ticket - marks.posted;
  return {
    connectMs: marks.connect - clickedAt - roundTripMs,
    roundTripMs,
    panelMs: opened - clickedAt,
    ringMs: marks.ringing - clickedAt,
    floor: { messageMs, fetchMs, tabMs, carrierMs: (leg?.ringingAt ?? 0) - (leg?.createdAt ?? 0) },
  };
};
