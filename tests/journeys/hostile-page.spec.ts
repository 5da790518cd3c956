import { expect, test } from './harness.ts';

test('a page’s own clicks and keys, thousands of them, dial nothing and open nothing', async ({
  ringside,
}) => {
  await ringside.point('Maria Alvarez');
  const sent = await ringside.crm.evaluate(() => {
    const kinds = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'keydown', 'keyup'];
    const targets = [...document.querySelectorAll('[data-ringside], a[href^="tel:"], body')];
    for (let round = 0; round < 500; round++) {
      for (const target of targets) {
        for (const kind of kinds) {
          const event = kind.startsWith('key')
            ? new KeyboardEvent(kind, { key: 'Enter', bubbles: true, composed: true })
            : new PointerEvent(kind, { bubbles: true, composed: true, clientX: 10, clientY: 10 });
          target.dispatchEvent(event);
        }
      }
    }
    return targets.length * kinds.length * 500;
  });
  expect(sent).toBeGreaterThan(3_000);
  // A real click afterwards is the first and only dial: the page's events had no effect.
  await ringside.click('Nadia Petrova');
  const { call } = await ringside.waitForPhase('active');
  expect(call?.view?.to).toBe('+12125550111');
  expect(ringside.legs().map(leg => leg.kind)).toEqual(['client', 'pstn']);
});

test('the page’s document is the same before and after its numbers are found, hovered over and called [F012.4]', async ({
  ringside,
}) => {
  const serialise = () =>
    ringside.crm.evaluate(() => {
      const copy = document.documentElement.cloneNode(true) as HTMLElement;
      for (const host of copy.querySelectorAll('[data-ringside]')) host.remove();
      return copy.outerHTML;
    });
  const served = await ringside.crm.evaluate(async () => {
    const parsed = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
    return parsed.documentElement.outerHTML;
  });
  await ringside.point('Maria Alvarez');
  expect(await serialise()).toBe(served);
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  expect(await serialise()).toBe(served);
});

test('a page on this machine cannot read the local Worker’s database', async ({ ringside }) => {
  const { workerUrl } = ringside.stack;
  for (const path of ['', '/api', '/api/d1/database', '/api/workers/durable_objects/namespaces']) {
    const explorer = `${workerUrl}/cdn-cgi/local/explorer${path}`;
    const { status } = await fetch(explorer, { headers: { origin: new URL(ringside.crm.url()).origin } });
    expect(status).toBe(404);
    const answer = await ringside.crm.evaluate(
      url =>
        fetch(url).then(
          ({ status }) => status,
          () => 'nothing',
        ),
      explorer,
    );
    expect(answer).toBe('nothing');
  }
});

test('our own pages refuse markup made from text', async ({ ringside }) => {
  const panel = await ringside.panel();
  const refusal = await panel.evaluate(() => {
    try {
      document.body.innerHTML = '<p>text</p>';
      return 'accepted';
    } catch (error) {
      return String(error);
    }
  });
  expect(refusal).toContain('TrustedHTML');
});
