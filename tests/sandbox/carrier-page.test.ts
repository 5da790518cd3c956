import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventually, OWNED, type Stand, startStand } from './engine-stand.ts';

// Checking every element of a page in two colour schemes takes half a minute on two shared cores.
vi.setConfig({ testTimeout: 60_000 });
const MINE = '+13055550142';
let browser: Browser;
let stand: Stand;
let page: Page;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      '--allow-loopback-in-peer-connection',
    ],
  });
});
afterAll(() => browser.close());
beforeEach(async () => {
  stand = await startStand();
  const [number] = await stand.client.incomingPhoneNumbers.list();
  await stand.client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceUrl: stand.hook('/in') });
  stand.application.twiml('/in', '<Say>Welcome to the shop</Say><Pause length="60"/>');
  // axe needs a browser context of its own.
  page = await (await browser.newContext()).newPage();
  await page.addInitScript(() => {
    const Native = RTCPeerConnection;
    const peers: RTCPeerConnection[] = [];
    Object.assign(globalThis, {
      RTCPeerConnection: class extends Native {
        constructor() {
          super();
          peers.push(this);
        }
      },
      heardSoFar: async () => {
        let energy = 0;
        for (const peer of peers)
          for (const [, stats] of await peer.getStats())
            if (stats.type === 'inbound-rtp') energy += stats.totalAudioEnergy ?? 0;
        return energy;
      },
    });
  });
  await page.goto(stand.carrier.url);
});
afterEach(async () => {
  await page.context().close();
  await stand.stop();
});

const heard = () => page.evaluate('heardSoFar()').then(Number);
const button = (name: string) => page.getByRole('button', { name, exact: true });
const ringAs = async (from: string) => {
  await page.getByLabel('Caller').fill(from);
  await button('Place call').click();
};
const live = () => stand.carrier.ledger().legs.find(({ endedAt }) => endedAt === undefined);

describe('the carrier’s own page', () => {
  test('rings a number as any person, shows the call, plays it and hangs it up', async () => {
    await page.getByText('No call is under way').waitFor();
    await ringAs('+12125550100');
    const card = page.locator('.leg', { hasText: '(212) 555-0100' });
    await card.getByText('talking').waitFor();
    await card.getByRole('button', { name: 'Listen' }).click();
    await expect.poll(heard, { timeout: 18_000 }).toBeGreaterThan(0.0001);
    await card.getByRole('button', { name: 'Stop listening' }).click();
    await card.getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('No call is under way').waitFor();
    expect(stand.carrier.ledger().legs[0]).toMatchObject({ from: '+12125550100', endedBy: 'party' });
  });

  test('presses keys as the person called', async () => {
    stand.application.twiml('/in', '<Gather action="/keys" numDigits="1" timeout="30"/>');
    stand.application.twiml('/keys', '<Hangup/>');
    await ringAs('+12125550111');
    await button('Keys').click();
    await button('5').click();
    await eventually(() => stand.received('/keys')[0]?.params.Digits === '5', 'the key comes');
  });

  test('shows every webhook with its reply, every request and every fault', async () => {
    await ringAs('+12125550100');
    const row = page.locator('.event', { hasText: 'asks for TwiML' });
    await row.locator('summary').click();
    await row.getByText('Welcome to the shop').waitFor();
    await row.getByText('+12125550100').first().waitFor();
    await page.getByRole('radio', { name: 'Requests' }).check();
    await page.locator('.event', { hasText: 'IncomingPhoneNumbers' }).first().waitFor();
    expect(await page.locator('.event', { hasText: 'asks for TwiML' }).count()).toBe(0);
    await page.getByRole('radio', { name: 'Everything' }).check();
    await page.getByLabel('Find in events').fill('nothing like this');
    await page.getByText('Nothing matches.').waitFor();
  });

  test('is a telephone with a microphone: it rings, is answered, hears and is heard', async () => {
    await page.getByLabel('Your number').fill(MINE);
    await button('Use this number').click();
    await page.getByText('No call right now.').waitFor();
    stand.application.twiml(
      '/voice',
      '<Say>One two three four five six seven eight nine ten</Say><Pause length="60"/>',
    );
    const made = await stand.client.calls.create({ to: MINE, from: OWNED, url: stand.hook('/voice') });
    await page.getByText('is calling').waitFor();
    expect(live()).toMatchObject({ status: 'ringing', persona: 'you' });
    await button('Answer').click();
    await expect.poll(heard, { timeout: 18_000 }).toBeGreaterThan(0.0001);
    await eventually(() => (stand.leg(made.sid)?.said.energy ?? 0) > 0.01, 'the microphone is heard');
    await page.locator('.phone').getByRole('button', { name: 'Hang up' }).click();
    expect(await stand.ended(made.sid)).toMatchObject({ status: 'completed', endedBy: 'party' });
  });

  test('as a telephone declines, is busy while it talks, calls the account and can be put away', async () => {
    await page.getByLabel('Your number').fill(MINE);
    await button('Use this number').click();
    await page.getByText('No call right now.').waitFor();
    const call = () =>
      stand.client.calls.create({
        to: MINE,
        from: OWNED,
        twiml: '<Response><Pause length="60"/></Response>',
      });
    const declined = await call();
    await button('Decline').click();
    expect(await stand.ended(declined.sid)).toMatchObject({ status: 'busy', sipCode: 603 });
    await button('Call (212) 555-0123').click();
    await page.getByText('On a call with (212) 555-0123').waitFor();
    expect(await stand.ended((await call()).sid)).toMatchObject({ status: 'busy', sipCode: 486 });
    await page.locator('.phone').getByRole('button', { name: 'Hang up' }).click();
    await button('Release this number').click();
    await button('Use this number').waitFor();
    // From now on the number belongs to one of the network's own people again.
    expect(stand.leg((await call()).sid)?.persona).not.toBe('you');
  });

  test('offers the faults, shows the active ones, and ends them all', async () => {
    await page.getByLabel('Lose webhooks').click();
    await expect.poll(() => page.getByLabel('Lose webhooks').isChecked()).toBe(true);
    // The settings belong to the network, not to the tab.
    await page.reload();
    await expect.poll(() => page.getByLabel('Lose webhooks').isChecked()).toBe(true);
    await page.getByLabel('Network down').click();
    const isAnswered = () =>
      fetch(`${stand.carrier.url}/2010-04-01/Accounts.json`).then(
        () => true,
        () => false,
      );
    await expect.poll(isAnswered).toBe(false);
    await button('End all faults').click();
    await expect.poll(() => page.getByLabel('Network down').isChecked()).toBe(false);
    expect((await fetch(`${stand.carrier.url}/2010-04-01/Accounts.json`)).status).toBe(401);
    await ringAs('nobody');
    await page.getByRole('alert').getByText('is not E.164').waitFor();
  });

  test('says when the network is gone', async () => {
    await page.getByText('No call is under way').waitFor();
    await stand.carrier.stop();
    await page.getByRole('alert').getByText('does not answer').waitFor();
    stand = await startStand();
  });

  test('can be used by everybody', async () => {
    await ringAs('+12125550100');
    await button('Keys').click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    }
  });

  test('is served to this machine only', async () => {
    for (const path of ['/', '/sandbox/page.js', '/sandbox/live']) {
      const method = path === '/sandbox/live' ? 'POST' : 'GET';
      const { port } = new URL(stand.carrier.url);
      const { promise, resolve } = Promise.withResolvers<number | undefined>();
      const { request } = await import('node:http');
      const headers = { host: 'rebound.example', 'content-type': 'application/json' };
      request({ port, path, method, headers }, response => resolve(response.statusCode)).end(
        method === 'POST' ? '{"tab":"12345678"}' : undefined,
      );
      expect(await promise).toBe(404);
    }
  });

  test('lets a mobile phone of the same network join with its code, as a telephone and nothing else', async () => {
    await stand.stop();
    stand = await startStand({ lan: { address: '127.0.0.1' } });
    const { lanUrl = '' } = stand.carrier;
    await page.goto(stand.carrier.url);
    await page.getByAltText(/QR code/).waitFor();
    await page.getByText(lanUrl).waitFor();

    const phone = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
    const stranger = await phone.goto(new URL('/', lanUrl).href);
    expect(stranger?.status()).toBe(403);
    await phone.goto(lanUrl);
    expect(new URL(phone.url()).search).toBe('');
    await phone.getByLabel('Your number').fill(MINE);
    await phone.getByRole('button', { name: 'Use this number' }).click();
    await phone.getByText('No call right now.').waitFor();
    expect(await phone.getByRole('heading', { name: 'What went over the wire' }).count()).toBe(0);
    const refused = await phone.evaluate(
      `fetch('/sandbox/down', { method: 'POST' }).then(reply => reply.status)`,
    );
    expect(refused).toBe(404);

    const twiml = '<Response><Say>Hello to the mobile phone</Say><Pause length="60"/></Response>';
    const made = await stand.client.calls.create({ to: MINE, from: OWNED, twiml });
    await phone.getByRole('button', { name: 'Answer' }).click();
    await eventually(() => (stand.leg(made.sid)?.said.energy ?? 0) > 0.01, 'its microphone is heard');
    await phone.context().close();
  });
});
