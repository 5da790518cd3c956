import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Crm, startCrm } from '../../sandbox/crm/server.ts';
import NUMBERS from '../pages/numbers.json' with { type: 'json' };
import { openStand, type Stand, type StandPage } from './page-stand.ts';

const NUMBER = '(212) 555-0100';
const WAIT = { timeout: 8000, interval: 50 };

vi.setConfig({ testTimeout: 30_000 });

let stand: Stand;
let crm: Crm;

beforeAll(async () => {
  [stand, crm] = await Promise.all([openStand(), startCrm()]);
}, 60_000);
afterAll(async () => {
  await Promise.all([stand?.close(), crm?.stop()]);
});

const marks = (at: StandPage): Promise<unknown> =>
  at.inWorld(`[...(CSS.highlights.get('ringside-number') ?? [])]
    .map(range => range.startContainer.data.slice(range.startOffset, range.endOffset))`);

/** The number's box, from the page itself. */
const boxOf = async (at: StandPage, written = NUMBER) => {
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

const hover = async (at: StandPage, written = NUMBER) => {
  const { x, y, width, height } = await boxOf(at, written);
  await at.page.mouse.move(x + width / 2 - 3, y + height / 2);
  await at.page.mouse.move(x + width / 2, y + height / 2);
};

const controlOf = (at: StandPage, name: 'button' | 'go' = 'button') =>
  expect
    .poll(() => at.controlAt(name), WAIT)
    .not.toBeNull()
    .then(async () => {
      const place = await at.controlAt(name);
      if (!place) throw new Error(`The ${name} went again.`);
      return place;
    });

/** Long enough for the button to have been seen: the product's own 500 ms, counted by the page. */
const beSeen = (at: StandPage) => at.page.evaluate(() => new Promise(resolve => setTimeout(resolve, 900)));

const hostCount = (at: StandPage) => at.page.locator('[data-ringside]').count();

test('numbers are marked and the page stays as it was, byte for byte', async () => {
  for (const path of ['/contacts', '/activity', '/orders', '/contacts/maria-alvarez']) {
    const plain = await stand.browser.newPage();
    await plain.goto(crm.url + path);
    const before = await plain.evaluate(() => document.documentElement.outerHTML);
    await plain.close();
    const at = await stand.open(crm.url + path);
    await expect.poll(() => marks(at), WAIT).toContain(NUMBER);
    expect(await at.page.evaluate(() => document.documentElement.outerHTML), path).toBe(before);
    await at.page.close();
  }
});

test.each(Object.entries(NUMBERS))(
  'on %s exactly the telephone numbers are marked',
  async (name, numbers) => {
    const html = await readFile(new URL(`../pages/${name}`, import.meta.url), 'utf8');
    const at = await stand.open(stand.serve(html.replace('</body>', '<p>The end: +12125550199</p></body>')));
    await expect.poll(() => marks(at), WAIT).toContain('+12125550199');
    expect(await marks(at)).toEqual([...numbers, '+12125550199']);
    await at.page.close();
  },
);

test('of all that looks like a number on the order page, the one number is marked', async () => {
  const at = await stand.open(`${crm.url}/orders`);
  await expect.poll(() => marks(at), WAIT).toEqual([NUMBER]);
  await at.page.close();
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

test('the card says whose number it is, and covers neither number nor button', async () => {
  const at = await stand.open(`${crm.url}/contacts`);
  await expect.poll(() => marks(at), WAIT).toContain(NUMBER);
  const box = await boxOf(at);
  await hover(at);
  const button = await controlOf(at);
  expect(button.x - 14).toBeGreaterThanOrEqual(box.x + box.width);
  await expect.poll(() => at.textIn('who'), WAIT).toBe('Maria Alvarez · Northwind');
  expect(await at.textIn('number')).toBe(NUMBER);
  const go = await controlOf(at, 'go');
  expect(go.y - 16).toBeGreaterThan(box.y + box.height);
  await at.page.mouse.move(go.x, go.y, { steps: 4 });
  await beSeen(at);
  await at.page.mouse.click(go.x, go.y);
  await expect.poll(() => at.dials().length, WAIT).toBe(1);
  expect(at.dials()[0]?.data.confirm).toBeUndefined();
  await at.page.close();
});

test('the button goes with Escape, with a scroll, and when the number goes', async () => {
  const filler = '<p style="height:2000px">Long</p>';
  const at = await stand.open(stand.serve(`<body><p>Call <b id="n">${NUMBER}</b></p>${filler}`));
  await expect.poll(() => marks(at), WAIT).toEqual([NUMBER]);
  const ways = [
    () => at.page.keyboard.press('Escape'),
    () => at.page.mouse.wheel(0, 300),
    () => at.page.evaluate(() => document.getElementById('n')?.replaceChildren('gone')),
  ];
  for (const way of ways) {
    await at.page.evaluate(() => scrollTo(0, 0));
    await at.page.mouse.move(600, 500);
    await hover(at);
    await controlOf(at);
    await way();
    await expect.poll(() => hostCount(at), WAIT).toBe(0);
  }
  expect(await marks(at)).toEqual([]);
  await at.page.close();
});

test('events that a script makes send nothing', async () => {
  const at = await stand.open(`${crm.url}/contacts`);
  await expect.poll(() => marks(at), WAIT).toContain(NUMBER);
  await hover(at);
  await controlOf(at);
  await beSeen(at);
  const sentByPage = await at.page.evaluate(() => {
    const host = document.querySelector('[data-ringside]');
    const kinds = [
      'pointerdown',
      'pointerup',
      'mousedown',
      'mouseup',
      'click',
      'dblclick',
      'auxclick',
      'touchstart',
      'touchend',
      'keydown',
      'keyup',
      'keypress',
      'focus',
      'focusin',
      'submit',
      'input',
      'change',
      'contextmenu',
      'drop',
      'beforeinput',
    ];
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
  await at.page.evaluate(() => new Promise(resolve => setTimeout(resolve, 100)));
  expect(at.dials()).toEqual([]);
  await at.page.close();
});

/** Takes our host, once it is there, into an element of the page's own. */
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
  await beSeen(at);
  const place = await at.controlAt('button');
  if (place) await at.page.mouse.click(place.x, place.y);
  await at.page.evaluate(() => new Promise(resolve => setTimeout(resolve, 100)));
  expect(at.dials().filter(({ data }) => data.confirm !== true)).toEqual([]);
  await at.page.close();
});

test('what the page says of our host does not reach it', async () => {
  const rules =
    'opacity:.01!important;filter:blur(9px)!important;clip-path:inset(50%)!important;transform:scale(9)!important;display:none!important';
  const at = await stand.open(
    stand.serve(`<body><style>*{${rules.replaceAll('!important', '')}} [data-ringside]{${rules}}
    html,body,p,b{all:revert}</style><p>Call <b>${NUMBER}</b></p>`),
  );
  await expect.poll(() => marks(at), WAIT).toEqual([NUMBER]);
  await hover(at);
  await controlOf(at);
  const seen = await at.page.locator('[data-ringside]').evaluate(host => {
    host.animate({ opacity: [0, 0] }, { duration: 1e6, fill: 'forwards' });
    const { opacity, filter, clipPath, transform, display } = getComputedStyle(host);
    return { opacity, filter, clipPath, transform, display };
  });
  expect(seen).toEqual({
    opacity: '1',
    filter: 'none',
    clipPath: 'none',
    transform: 'none',
    display: 'block',
  });
  await at.page.close();
});

test('a click before the button has been seen long enough asks first', async () => {
  const at = await stand.open(`${crm.url}/contacts`);
  await expect.poll(() => marks(at), WAIT).toContain(NUMBER);
  await hover(at);
  const { x, y } = await controlOf(at);
  await at.page.mouse.click(x, y);
  await expect.poll(() => at.dials()[0]?.data.confirm, WAIT).toBe(true);
  await at.page.close();
});

test('in a frame of another page nothing is dialled without asking', async () => {
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
  await beSeen(at);
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

test('a grid that keeps drawing its rows again shows fresh text, keeps its marks and can be called from', async () => {
  const at = await stand.open(`${crm.url}/live?every=120`);
  await expect
    .poll(async () => new Set(await marks(at).then(found => (Array.isArray(found) ? found : []))).size, WAIT)
    .toBe(13);
  // The second row is thrown away and made anew each time.
  await hover(at, '(212) 555-0101');
  const { x, y } = await controlOf(at);
  await at.page.mouse.move(x, y, { steps: 3 });
  const before = Number(await at.page.locator('#frames').textContent());
  await expect
    .poll(async () => Number(await at.page.locator('#frames').textContent()), WAIT)
    .toBeGreaterThan(before + 8);
  await at.page.mouse.click(x, y);
  await expect.poll(() => at.dials().length, WAIT).toBe(1);
  expect(at.dials()[0]?.data).toMatchObject({ intent: { number: '+12125550101' } });
  expect(at.dials()[0]?.data.confirm).toBeUndefined();
  const stale = await at.page.evaluate(
    () => [...document.querySelectorAll('#grid tbody tr')].filter(row => row.childElementCount !== 4).length,
  );
  expect(stale).toBe(0);
  await at.page.close();
});

test('Alt+Shift+N walks the numbers, Enter calls, Escape gives the focus back', async () => {
  const at = await stand.open(
    stand.serve(`<body><button id="mine">Mine</button><p>${NUMBER}</p><p>212-555-0101</p>`),
  );
  await expect.poll(() => marks(at), WAIT).toEqual([NUMBER, '212-555-0101']);
  await at.page.locator('#mine').focus();
  await at.page.keyboard.press('Alt+Shift+N');
  await controlOf(at);
  await at.page.keyboard.press('Alt+Shift+N');
  await expect.poll(() => at.textIn('number'), WAIT).toBe('(212) 555-0101');
  await beSeen(at);
  await at.page.keyboard.press('Enter');
  await expect.poll(() => at.dials().length, WAIT).toBe(1);
  expect(at.dials()[0]?.data).toMatchObject({ intent: { number: '+12125550101' } });
  expect(at.dials()[0]?.data.confirm).toBeUndefined();
  await expect.poll(() => hostCount(at), WAIT).toBe(0);
  await at.page.locator('#mine').focus();
  await at.page.keyboard.press('Alt+Shift+N');
  await controlOf(at);
  await at.page.keyboard.press('Escape');
  expect(await hostCount(at)).toBe(0);
  expect(await at.page.evaluate(() => document.activeElement?.id)).toBe('mine');
  await at.page.close();
});

test('the focus on a tel: link shows the button at it', async () => {
  const at = await stand.open(`${crm.url}/contacts/maria-alvarez`);
  await expect.poll(() => marks(at), WAIT).toContain(NUMBER);
  await at.page.locator('a[href^="tel:"]').focus();
  await controlOf(at);
  await expect.poll(() => at.textIn('who'), WAIT).toBe('Maria Alvarez · Northwind');
  await at.page.close();
});

test('numbers in open shadow roots are marked and can be pointed at', async () => {
  const at = await stand.open(
    stand.serve(
      `<body><x-cell></x-cell><script>document.querySelector('x-cell').attachShadow({mode:'open'}).innerHTML = '<p>${NUMBER}</p>'</script>`,
    ),
  );
  await expect.poll(() => marks(at), WAIT).toEqual([NUMBER]);
  const box = await at.page.locator('x-cell p').boundingBox();
  if (!box) throw new Error('The cell is not drawn.');
  await at.page.mouse.move(box.x + 20, box.y + box.height / 2);
  await at.page.mouse.move(box.x + 24, box.y + box.height / 2);
  await controlOf(at);
  await at.page.close();
});

test('what people type, and what they cannot see, is left alone', async () => {
  const at = await stand.open(
    stand.serve(`<body><p>${NUMBER}</p><textarea>212-555-0101</textarea><div contenteditable>212-555-0102</div>
      <script>/* 212-555-0103 */</script><style>/* 212-555-0104 */</style><code>212-555-0105</code><template>212-555-0106</template>`),
  );
  await expect.poll(() => marks(at), WAIT).toEqual([NUMBER]);
  await at.page.close();
});

test('names that shadow the document and its forms break nothing', async () => {
  const names = [
    'body',
    'title',
    'createTreeWalker',
    'createElement',
    'createRange',
    'documentElement',
    'caretPositionFromPoint',
    'elementsFromPoint',
    'querySelectorAll',
    'activeElement',
    'head',
  ];
  const fields = [
    'closest',
    'parentElement',
    'isConnected',
    'nodeType',
    'getBoundingClientRect',
    'textContent',
    'shadowRoot',
    'matches',
    'contains',
    'getAttribute',
  ];
  const at = await stand.open(
    stand.serve(
      `<body>${names.map(name => `<img name="${name}">`).join('')}<form>${fields.map(name => `<input name="${name}">`).join('')} Call ${NUMBER}</form>`,
    ),
  );
  await expect.poll(() => marks(at), WAIT).toEqual([NUMBER]);
  await at.page.close();
});

test('after an update the old copy takes itself out of the page', async () => {
  const at = await stand.open(`${crm.url}/contacts`);
  await expect.poll(() => marks(at), WAIT).toContain(NUMBER);
  await hover(at);
  await controlOf(at);
  await at.inWorld('delete chrome.runtime.id');
  await expect.poll(() => hostCount(at), WAIT).toBe(0);
  expect(await at.inWorld("CSS.highlights.has('ringside-number')")).toBe(false);
  await at.page.close();
});
