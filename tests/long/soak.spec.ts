// Twenty minutes on duty with nothing open, in a browser that nothing keeps awake; then the rep clicks a number.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { BrowserContext } from 'playwright';
import { signIn } from '../../sandbox/browser.ts';
import { clickNumber } from '../../sandbox/click.ts';
import { CONTACTS } from '../../sandbox/people/contacts.ts';
import { probePhone } from '../../sandbox/phone-probe.ts';
import { startStack } from '../../sandbox/stack.ts';
import { HEARTBEAT_MS } from '../../shared/presence/contract.ts';
import { dialElsewhere } from './elsewhere.ts';
import { EXTENSION_ID, launchFreeBrowser } from './free-browser.ts';
import { tapWire } from './wire-tap.ts';

const SOAK_MS = Number(process.env.SOAK_MINUTES ?? 20) * 60_000;
const LOOK_MS = 5_000;
/** Chrome's strictest throttling runs timers once a minute: a heartbeat that late would reveal it. */
const LATEST_BEAT_MS = HEARTBEAT_MS + 10_000;
const DIAL_MS = 1_000;
/** How long Chrome lets a service worker idle, with some leeway. */
const IDLE_DEATH_MS = 60_000;
const TALKED_PACKETS = 25;

const openPage = (context: BrowserContext) => async (name: string) => {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${EXTENSION_ID}/${name}.html`);
  return page;
};

const gaps = (times: readonly number[]) => times.slice(1).map((time, index) => time - (times[index] ?? time));

test('after twenty idle minutes on duty a click still rings within a second', async ({
  browserName,
}, info) => {
  test.setTimeout(SOAK_MS + 5 * 60_000);
  expect(browserName).toBe('chromium');
  const [maria] = CONTACTS;
  if (!maria) throw new Error('The sandbox has nobody to call.');
  const home = mkdtempSync(join(tmpdir(), 'ringside-soak-'));
  const stack = await startStack({ home, ports: 'any', reps: 1 });
  const tap = await tapWire(stack.ports.worker);
  const browser = await launchFreeBrowser(join(home, 'profile'));
  try {
    await browser.attached(async context => {
      const setupCode = async () => stack.reps[0]?.code ?? '';
      const options = await signIn({ openPage: openPage(context) }, { workerUrl: tap.url, setupCode });
      const phone = await probePhone(options);
      await phone.until('on duty', state => state.duty === 'ready' && state.microphone === 'granted');
      await options.close();
    });

    const soakedAt = Date.now();
    let phoneLost = 0;
    let awakeForMs = 0;
    let longestAwakeMs = 0;
    while (Date.now() - soakedAt < SOAK_MS) {
      await pause(LOOK_MS);
      const urls = (await browser.targets()).map(target => target.url);
      if (!urls.some(url => url.endsWith('/offscreen.html'))) phoneLost += 1;
      const awake = urls.some(url => url.endsWith('/background.js'));
      awakeForMs = awake ? awakeForMs + LOOK_MS : 0;
      longestAwakeMs = Math.max(longestAwakeMs, awakeForMs);
    }
    const beats = gaps(tap.sockets[0]?.saidAt ?? []);
    const idle = {
      minutes: (Date.now() - soakedAt) / 60_000,
      sockets: tap.sockets.length,
      socketsClosed: tap.sockets.filter(socket => socket.closedAt !== undefined).length,
      beats: beats.length,
      latestBeatMs: Math.max(...beats),
      longestAwakeMs,
      phoneLost,
    };

    // Reps cannot receive calls yet, but a call begun elsewhere by the same rep reaches this phone in the same way.
    const elsewhere = await dialElsewhere(stack, stack.reps[0]?.email ?? '', maria.phone);
    const toldAt = () => tap.sockets[0]?.heardAt.find(at => at >= elsewhere.askedAt);
    await expect.poll(toldAt).toBeDefined();
    const toldAfterMs = (toldAt() ?? Number.POSITIVE_INFINITY) - elsewhere.askedAt;

    const dialled = await browser.attached(async context => {
      const phone = await probePhone(await openPage(context)('options'));
      const shown = await phone.until('a call elsewhere', ({ call }) => call?.away === 'elsewhere');
      expect(shown.call?.view?.id).toBe(elsewhere.callId);
      await elsewhere.hangUp();
      await phone.until('no call', ({ call }) => call === null || call.phase === 'ended');
      const crm = await context.newPage();
      await crm.goto(stack.crmUrl);
      const number = crm.getByText(maria.phone, { exact: true }).first();
      const dial = async () => {
        const before = stack.carrier.ledger().legs.length;
        const clickedAt = await clickNumber(number);
        const leg = () =>
          stack.carrier
            .ledger()
            .legs.slice(before)
            .find(each => each.kind === 'pstn');
        await expect.poll(leg, { intervals: [50] }).toBeDefined();
        return (leg()?.createdAt ?? Number.POSITIVE_INFINITY) - clickedAt;
      };
      const rangAfterMs = await dial();
      await phone.until('talking', ({ call }) => call?.phase === 'active');
      const before = await phone.audio();
      await expect
        .poll(async () => (await phone.audio()).packetsReceived - before.packetsReceived)
        .toBeGreaterThan(TALKED_PACKETS);
      const { packetsSent } = await phone.audio();
      const marks = (await phone.state())?.call?.marks;
      await phone.ask('calls.hangUp');
      await phone.until('ended', ({ call }) => call?.phase === 'ended');
      return {
        rangAfterMs,
        connectedAfterMs: (marks?.connect ?? Number.POSITIVE_INFINITY) - (marks?.intent ?? 0),
        sent: packetsSent - before.packetsSent,
        sockets: tap.sockets.length,
      };
    });

    process.stderr.write(`${JSON.stringify({ idle, toldAfterMs, dialled })}\n`);
    await info.attach('soak', { body: JSON.stringify({ idle, toldAfterMs, dialled, sockets: tap.sockets }) });
    expect(idle.phoneLost, 'looks at which the phone was gone').toBe(0);
    expect(idle.longestAwakeMs, 'the service worker was let go to sleep').toBeLessThan(IDLE_DEATH_MS);
    expect(idle, 'one socket, alive throughout').toMatchObject({ sockets: 1, socketsClosed: 0 });
    expect(idle.latestBeatMs, 'heartbeats on time').toBeLessThan(LATEST_BEAT_MS);
    expect(idle.beats).toBeGreaterThanOrEqual(Math.floor(SOAK_MS / LATEST_BEAT_MS) - 1);
    expect(dialled.connectedAfterMs, 'from the click to the connecting device').toBeLessThan(DIAL_MS);
    expect(dialled.rangAfterMs, 'from the click to the customer’s leg').toBeLessThan(DIAL_MS);
    expect(toldAfterMs, 'from a call elsewhere to this phone’s socket').toBeLessThan(DIAL_MS);
    expect(dialled.sent).toBeGreaterThan(TALKED_PACKETS);
    expect(dialled.sockets, 'the same socket in the call').toBe(1);
  } finally {
    await browser.close();
    await tap.close();
    await stack.stop();
    rmSync(home, { recursive: true, force: true });
  }
});
