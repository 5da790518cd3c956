import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Crm, startCrm } from '../../sandbox/crm/server.ts';
import { CONTACTS } from '../../sandbox/people/contacts.ts';
import NUMBERS from '../pages/numbers.json' with { type: 'json' };
import { beSeen, boxOf, controlOf, haveTurns, hostCount, hover, marks, NUMBER, WAIT } from './page-acts.ts';
import { openStand, type Stand } from './page-stand.ts';

vi.setConfig({ testTimeout: 60_000 });

let stand: Stand;
let crm: Crm;

beforeAll(async () => {
  [stand, crm] = await Promise.all([openStand(), startCrm()]);
}, 60_000);
afterAll(async () => {
  await Promise.all([stand?.close(), crm?.stop()]);
});

test('numbers are marked while the page stays as it was, byte for byte', async () => {
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

test('of everything that looks like a number on the order page, only the real number is marked', async () => {
  const at = await stand.open(`${crm.url}/orders`);
  await expect.poll(() => marks(at), WAIT).toEqual([NUMBER]);
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
  await beSeen(at, 'go');
  await at.page.mouse.click(go.x, go.y);
  await expect.poll(() => at.dials().length, WAIT).toBe(1);
  expect(at.dials()[0]?.data.confirm).toBeUndefined();
  await at.page.close();
});

test('the button disappears with Escape, with a scroll, and with the number', async () => {
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

test('the page’s styles for our host do not affect it', async () => {
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

test('a grid that keeps redrawing its rows shows fresh text, keeps its marks and can be called from', async () => {
  const at = await stand.open(`${crm.url}/live?every=0`);
  const drawAgain = async (times: number) => {
    for (let left = times; left > 0; left--) {
      await at.page.evaluate(() => Reflect.get(globalThis, 'drawAgain')());
      await haveTurns(at);
    }
  };
  await drawAgain(2);
  await expect
    .poll(async () => new Set(await marks(at).then(found => (Array.isArray(found) ? found : []))).size, WAIT)
    .toBe(CONTACTS.length);
  // The second row is discarded and recreated each time.
  // If a row is redrawn before it is searched, the button disappears: people then point at the number again.
  const press = async () => {
    await hover(at, '(212) 555-0101');
    const { x, y } = await controlOf(at);
    await at.page.mouse.move(x, y, { steps: 3 });
    await drawAgain(9);
    if (!(await beSeen(at))) return 0;
    await at.page.mouse.down();
    await drawAgain(1);
    await at.page.mouse.up();
    await haveTurns(at);
    return at.dials().length;
  };
  await expect.poll(press, WAIT).toBe(1);
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

test('numbers in open shadow roots are marked and can be hovered over', async () => {
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

test('text that people type, and hidden text, is ignored', async () => {
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

test('after an update the old copy removes itself from the page', async () => {
  const at = await stand.open(`${crm.url}/contacts`);
  await expect.poll(() => marks(at), WAIT).toContain(NUMBER);
  await hover(at);
  await controlOf(at);
  await at.inWorld('delete chrome.runtime.id');
  await expect.poll(() => hostCount(at), WAIT).toBe(0);
  expect(await at.inWorld("CSS.highlights.has('ringside-number')")).toBe(false);
  await at.page.close();
});
