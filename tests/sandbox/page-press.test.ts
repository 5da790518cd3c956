import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Crm, startCrm } from '../../sandbox/crm/server.ts';
import { beLookedAt, beSeen, boxOf, controlOf, haveTurns, hover, marks, NUMBER, WAIT } from './page-acts.ts';
import { openStand, type Stand, type StandPage } from './page-stand.ts';

vi.setConfig({ testTimeout: 60_000 });

let stand: Stand;
let crm: Crm;

beforeAll(async () => {
  [stand, crm] = await Promise.all([openStand(), startCrm()]);
}, 60_000);
afterAll(async () => {
  await Promise.all([stand?.close(), crm?.stop()]);
});

test('a real click on the button asks the background to dial, once', async () => {
  const at = await stand.open(`${crm.url}/contacts?id=secret#part`, { answersNever: true });
  await expect.poll(() => marks(at), WAIT).toContain(NUMBER);
  await hover(at);
  const { x, y } = await controlOf(at);
  await at.page.mouse.move(x, y, { steps: 4 });
  await beSeen(at);
  await at.page.mouse.click(x, y, { clickCount: 2, delay: 20 });
  await at.page.mouse.click(x, y);
  await expect.poll(() => at.dials().length, WAIT).toBe(1);
  const [message] = at.dials();
  expect(message?.data).toEqual({
    intent: {
      number: '+12125550100',
      source: 'page',
      pageUrl: `${crm.url}/contacts`,
      pageTitle: 'Contacts · Harbor CRM',
      at: expect.any(Number),
    },
    key: expect.stringMatching(/^[\w-]{36}$/),
  });
  await at.page.close();
});

test('events made by a script send nothing', async () => {
  const at = await stand.open(`${crm.url}/contacts`);
  await expect.poll(() => marks(at), WAIT).toContain(NUMBER);
  await hover(at);
  await controlOf(at);
  await beSeen(at);
  const sentByPage = await at.page.evaluate(() => {
    const host = document.querySelector('[data-ringside]');
    const kinds = (
      'pointerdown pointerup mousedown mouseup click dblclick auxclick touchstart touchend keydown ' +
      'keyup keypress focus focusin submit input change contextmenu drop beforeinput'
    ).split(' ');
    let sent = 0;
    for (let round = 0; round < 500; round++)
      for (const kind of kinds) {
        const init = {
          bubbles: true,
          composed: true,
          cancelable: true,
          key: 'Enter',
          code: 'KeyN',
          altKey: true,
          shiftKey: true,
        };
        const event = kind.startsWith('key') ? new KeyboardEvent(kind, init) : new PointerEvent(kind, init);
        for (const target of [host, document, window]) target?.dispatchEvent(event);
        sent++;
      }
    if (host instanceof HTMLElement) host.click();
    return sent;
  });
  expect(sentByPage).toBe(10_000);
  await haveTurns(at);
  expect(at.dials()).toEqual([]);
  await at.page.close();
});

/** Moves our host, once it exists, into an element of the page. */
const moveInto = (css: string) => `<div id="trap" style="${css}"></div>
  <script>setInterval(() => {
    const host = document.querySelector('[data-ringside]');
    if (host && host.parentElement !== trap) trap.append(host);
  }, 10)</script>`;
const REDRESSED: Readonly<Record<string, string>> = {
  'a button in something faded': moveInto('opacity:.01'),
  'a button in something filtered': moveInto('filter:opacity(2%)'),
  'a button in something clipped': moveInto(
    'position:fixed;inset:0;transform:translate(0);clip-path:inset(50%)',
  ),
  'a button in something blended': moveInto('mix-blend-mode:screen;background:#fff'),
  'a cover that lets clicks through': `<div popover="manual" id="cover" style="pointer-events:none;position:fixed;inset:0;width:100vw;height:100vh;border:0;background:#fff">You won</div>
    <script>setInterval(() => { cover.hidePopover(); cover.showPopover(); }, 50)</script>`,
  'a link that calls another number': `<script>n.innerHTML = '<a href="tel:+19005550100">${NUMBER}</a>'</script>`,
  'digits turned round': '<style>#n{unicode-bidi:bidi-override;direction:rtl}</style>',
  'dots in place of digits': '<style>#n{-webkit-text-security:disc}</style>',
};

test.each(Object.entries(REDRESSED))('a click on %s asks first and dials nothing', async (_, trap) => {
  const at = await stand.open(stand.serve(`<body><p>Call <b id="n">${NUMBER}</b> now</p>${trap}`));
  await expect.poll(() => marks(at), WAIT).toEqual([NUMBER]);
  await hover(at);
  await controlOf(at);
  await beLookedAt(at);
  const place = await at.controlAt('button');
  if (place) await at.page.mouse.click(place.x, place.y);
  await haveTurns(at);
  expect(at.dials().filter(({ data }) => data.confirm !== true)).toEqual([]);
  await at.page.close();
});

test('a click before the button has been seen long enough asks first', async () => {
  const at = await stand.open(`${crm.url}/contacts`);
  await expect.poll(() => marks(at), WAIT).toContain(NUMBER);
  await setClock(at, 1000);
  await hover(at);
  const { x, y } = await controlOf(at);
  await at.page.mouse.click(x, y);
  await expect.poll(() => at.dials()[0]?.data.confirm, WAIT).toBe(true);
  await at.page.close();
});

/** Lets a test set the clock of the page part. */
const setClock = (at: StandPage, ms: number) => at.inWorld(`performance.now = () => ${ms}`);

/** Hovers over the number and moves on to the button, as a hand would. */
const reachButton = async (at: StandPage) => {
  await expect.poll(() => marks(at), WAIT).toContain(NUMBER);
  await setClock(at, 1000);
  await hover(at);
  const { x, y } = await controlOf(at);
  await at.page.mouse.move(x, y, { steps: 6 });
  await at.inWorld("sight.seen('button', 0)");
};

test('a press at human speed is held until the button has been seen long enough, and then dials', async () => {
  const at = await stand.open(`${crm.url}/contacts`);
  await reachButton(at);
  await setClock(at, 1250);
  await at.page.mouse.down();
  await at.page.mouse.up();
  await haveTurns(at);
  expect(at.dials()).toEqual([]);
  await setClock(at, 1500);
  await expect.poll(() => at.dials().length, WAIT).toBe(1);
  expect(at.dials()[0]?.data.confirm).toBeUndefined();
  await at.page.close();
});

test('a held press asks first if the pointer leaves, or the button is moved or covered, before that', async () => {
  const ways = [
    (at: StandPage) => at.page.mouse.move(600, 650),
    (at: StandPage) => at.page.evaluate(() => document.querySelector('h1')?.before('Down a line')),
    (at: StandPage) =>
      at.page.evaluate(() => {
        const cover = document.createElement('div');
        cover.popover = 'manual';
        cover.style.cssText =
          'pointer-events:none;position:fixed;inset:0;width:100vw;height:100vh;background:#fff';
        document.body.append(cover);
        cover.showPopover();
      }),
  ];
  for (const spoil of ways) {
    const at = await stand.open(`${crm.url}/contacts`);
    await reachButton(at);
    await setClock(at, 1250);
    await at.page.mouse.down();
    await at.page.mouse.up();
    await spoil(at);
    await expect.poll(() => at.dials()[0]?.data.confirm, WAIT).toBe(true);
    await setClock(at, 1700);
    await haveTurns(at);
    expect(at.dials().filter(({ data }) => data.confirm !== true)).toEqual([]);
    await at.page.close();
  }
});

test('a press sooner than anyone can react asks first', async () => {
  const at = await stand.open(`${crm.url}/contacts`);
  await reachButton(at);
  await setClock(at, 1150);
  await at.page.mouse.down();
  await at.page.mouse.up();
  await expect.poll(() => at.dials()[0]?.data.confirm, WAIT).toBe(true);
  await at.page.close();
});

test('a click on a button that appears under a resting pointer asks first', async () => {
  const at = await stand.open(
    stand.serve(
      `<body><a id="n" href="tel:+12125550100" style="position:fixed;left:300px;top:300px">${NUMBER}</a>`,
    ),
  );
  await expect.poll(() => marks(at), WAIT).toEqual([NUMBER]);
  const { x, y, width, height } = await boxOf(at);
  await at.page.mouse.move(x + width + 18, y + height / 2);
  await setClock(at, 1000);
  await at.page.evaluate(() => document.getElementById('n')?.focus());
  await controlOf(at);
  await at.inWorld("sight.seen('button', 0)");
  await setClock(at, 1300);
  await at.page.mouse.down();
  await at.page.mouse.up();
  await expect.poll(() => at.dials()[0]?.data.confirm, WAIT).toBe(true);
  await at.page.close();
});

test('in a frame inside another page nothing is dialled without asking', async () => {
  const inner = stand.serve(`<body style="margin:0"><p style="margin:0;line-height:40px">Call ${NUMBER}</p>`);
  const at = await stand.open(
    stand.serve(
      `<body style="margin:0"><iframe src="${inner}" width="800" height="400" style="border:0"></iframe>`,
    ),
  );
  await expect
    .poll(async () => {
      await at.page.mouse.move(50, 20);
      await at.page.mouse.move(60, 20);
      return at.page.frames()[1]?.locator('[data-ringside]').count();
    }, WAIT)
    .toBe(1);
  await beLookedAt(at);
  const box = await at.page.frames()[1]?.evaluate(() => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector('p') ?? document.body);
    const { right, top, height } = range.getBoundingClientRect();
    return { x: right + 4 + 14, y: top + height / 2 };
  });
  if (!box) throw new Error('The frame is gone.');
  await at.page.mouse.click(box.x, box.y);
  await expect.poll(() => at.dials().length, WAIT).toBe(1);
  expect(at.dials()[0]?.data.confirm).toBe(true);
  await at.page.close();
});
