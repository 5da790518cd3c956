import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createFakeHost, type FakeHost, type PlacedCall } from './signalling-fake-host.ts';
import { openStand, type Stand } from './signalling-stand.ts';
import { until } from './signalling-until.ts';

// The contract of the pinned Voice SDK, driven unmodified in Chromium through the extension's own socket seam.
vi.setConfig({ testTimeout: 30_000 });

let stand: Stand | undefined;
let hosting: FakeHost;
let page: Page;

const here = (): Stand => {
  if (!stand) throw new Error('The stand is not open.');
  return stand;
};

beforeAll(async () => {
  hosting = createFakeHost();
  stand = await openStand(hosting.host);
}, 60_000);
afterAll(async () => {
  await stand?.close();
  hosting.stop();
});
beforeEach(async () => {
  hosting.tokens.clear();
  hosting.placed.length = 0;
  hosting.hungUp.length = 0;
  hosting.behaviour.answers = true;
  hosting.behaviour.rejects = undefined;
  hosting.behaviour.refusesOnceNamed = undefined;
  hosting.tokens.set('good', hosting.device('mem_one'));
  page = await here().newPage();
});
afterEach(() => page.close());

const state = () => page.evaluate(() => phone.state());
const start = (token = 'good') =>
  page.evaluate(([t, url]) => phone.start(t, url), [token, here().socketUrl] as const);
const event = (name: string) =>
  until(async () => (await state()).events.includes(name), `the call says ${name}`);
const onlyCall = (): PlacedCall => {
  const [first, ...others] = hosting.placed;
  if (!first || others.length > 0) throw new Error(`${hosting.placed.length} calls were placed.`);
  return first;
};
const connect = async () => {
  await start();
  await page.evaluate(() => phone.connect({ ticket: 'call_1.secret a&b=c+d' }));
  await until(() => hosting.placed.length > 0, 'the call reaches the host');
  return onlyCall();
};
const talk = async () => {
  const placed = await connect();
  await event('accept');
  await until(() => placed.call.media.flow().said.packets > 0, 'the first audio comes');
  return placed;
};
/** The energy the carrier hears from the device while this many packets arrive (50 per second). */
const saidEnergy = async ({ call }: PlacedCall, packets: number) => {
  const from = call.media.flow().said;
  await until(() => call.media.flow().said.packets >= from.packets + packets, `${packets} packets came`);
  return call.media.flow().said.energy - from.energy;
};
const inbound = () => page.evaluate(() => phone.inbound());
const heardEnergy = async (packets: number) => {
  const from = await inbound();
  await until(
    async () => (await inbound()).packets >= from.packets + packets,
    `the page got ${packets} packets`,
  );
  return (await inbound()).energy - from.energy;
};

test('a call connects, and both parties hear each other', async () => {
  const placed = await talk();
  expect(placed.call.params).toEqual({ ticket: 'call_1.secret a&b=c+d' });
  expect(placed.call.device.identity).toBe('mem_one');
  expect(await state()).toMatchObject({ events: ['ringing', 'accept'], callSid: placed.sid, status: 'open' });
  // The fake microphone beeps once a second.
  const [said, heard] = await Promise.all([saidEnergy(placed, 75), heardEnergy(75)]);
  expect(said).toBeGreaterThan(0.01);
  expect(heard).toBeGreaterThan(0.01);
  expect((await inbound()).lost).toBe(0);
  expect(here().strayed).toEqual([]);
});

test('each digit arrives once', async () => {
  const placed = await talk();
  await page.evaluate(() => phone.digits('1190*#'));
  await until(() => placed.digits.length >= 6, 'all digits came');
  await saidEnergy(placed, 25);
  expect(placed.digits.join('')).toBe('1190*#');
  expect(hosting.messageDigits).toEqual([]);
});

test('a muted device sends silence and goes on sending', async () => {
  const placed = await talk();
  await page.evaluate(() => phone.mute(true));
  await saidEnergy(placed, 10);
  expect(await saidEnergy(placed, 75)).toBe(0);
  await page.evaluate(() => phone.mute(false));
  expect(await saidEnergy(placed, 75)).toBeGreaterThan(0.01);
});

test('the device hangs up', async () => {
  const placed = await talk();
  await page.evaluate(() => phone.hangUp());
  await until(() => hosting.hungUp.length > 0, 'the host is told');
  expect(hosting.hungUp).toEqual([placed.sid]);
  expect((await state()).busy).toBe(false);
});

test('the carrier hangs up', async () => {
  const placed = await talk();
  placed.call.hangup();
  await event('disconnect');
  expect(await state()).toMatchObject({ events: ['ringing', 'accept', 'disconnect'], busy: false });
  expect(hosting.hungUp).toEqual([]);
});

test('a call the carrier refuses ends with the reason', async () => {
  hosting.behaviour.rejects = { code: 31404, message: 'Not found' };
  await connect();
  await event('disconnect');
  expect(await state()).toMatchObject({ events: ['error 31404', 'disconnect'], busy: false });
});

test('a call refused before it rang ends on the device too', async () => {
  hosting.behaviour.answers = false;
  hosting.behaviour.refusesOnceNamed = { code: 31002, message: 'Connection declined' };
  await connect();
  await event('disconnect');
  expect(await state()).toMatchObject({ events: ['error 31002', 'disconnect'], busy: false });
});

test('a lost socket comes back under a call whose audio never stops', async () => {
  const placed = await talk();
  const before = { page: await inbound(), carrier: placed.call.media.flow() };
  expect(here().signalling().dropSocket(placed.sid)).toBe(true);
  await event('reconnected');
  await saidEnergy(placed, 50);
  const after = { page: await inbound(), carrier: placed.call.media.flow() };
  const sent = after.carrier.heard.packets - before.carrier.heard.packets;
  const came = after.carrier.said.packets - before.carrier.said.packets;
  expect(after.page.lost).toBe(before.page.lost);
  // Both clocks kept running: neither direction lags behind the other by more than a quarter of a second.
  expect(Math.abs(sent - came)).toBeLessThan(13);
  expect((await state()).events).toEqual([
    'ringing',
    'accept',
    'transportClose',
    'reconnecting',
    'reconnected',
  ]);
  expect(hosting.hungUp).toEqual([]);

  placed.call.hangup();
  await event('disconnect');
});

test('a device whose call ended while its socket was down learns of it when the socket is back', async () => {
  const placed = await talk();
  here().signalling().dropSocket(placed.sid);
  placed.call.hangup();
  await event('disconnect');
  expect((await state()).busy).toBe(false);
});

test('a socket lost while it rings ends the call and frees the device', async () => {
  hosting.behaviour.answers = false;
  const placed = await connect();
  await event('ringing');
  here().signalling().dropSocket(placed.sid);
  await event('disconnect');
  expect(hosting.hungUp).toEqual([placed.sid]);
  await until(async () => !(await state()).busy, 'the device is free');
});

test('a carrier that restarts without its state ends the call cleanly', async () => {
  await talk();
  here().crashCarrier();
  await event('disconnect');
  expect((await state()).events).toContain('error 31209');
  expect((await state()).busy).toBe(false);
});

test('a page that is closed ends its call', async () => {
  const placed = await talk();
  await page.goto('about:blank');
  await until(() => hosting.hungUp.length > 0, 'the host is told');
  expect(hosting.hungUp).toEqual([placed.sid]);
  await until(() => here().signalling().identities().length === 0, 'its socket is gone');
});

test('the audio goes on through an ICE restart', async () => {
  const placed = await talk();
  const generation = await page.evaluate(() => phone.iceGeneration());
  await page.evaluate(() => phone.restartIce());
  await until(
    async () => (await page.evaluate(() => phone.iceGeneration())) !== generation,
    'the restart is answered',
  );
  const [said, heard] = await Promise.all([saidEnergy(placed, 100), heardEnergy(100)]);
  expect(said).toBeGreaterThan(0.01);
  expect(heard).toBeGreaterThan(0.01);
  expect(placed.digits).toEqual([]);
});

test('a new token during a call is answered and leaves the call alone', async () => {
  const placed = await talk();
  hosting.tokens.set('renewed', hosting.device('mem_one', 11));
  await page.evaluate(() => phone.updateToken('renewed'));
  await until(
    async () => (await page.evaluate(() => phone.deviceEvents())).includes('tokenWillExpire'),
    'the new time to live counts',
  );
  expect(await saidEnergy(placed, 60)).toBeGreaterThan(0.01);
  expect((await state()).status).toBe('open');
});

test('a call message is acknowledged', async () => {
  await talk();
  await page.evaluate(() => phone.sendMessage());
  await event('messageSent');
});

test('a message to a device arrives', async () => {
  const placed = await talk();
  expect(
    here()
      .signalling()
      .message(placed.sid, '{"note":"smile"}', `KX${'0'.repeat(32)}`),
  ).toBe(true);
  await event('message {"note":"smile"}');
});

test('a device registers and unregisters', async () => {
  await start();
  await page.evaluate(() => phone.register());
  expect(await page.evaluate(() => [phone.identity(), phone.edge()])).toEqual(['mem_one', 'ashburn']);
  await page.evaluate(() => phone.unregister());
  expect(await page.evaluate(() => phone.deviceEvents())).toEqual(['registered', 'unregistered']);
});

test.each([
  [31201, 20151],
  [31202, 31202],
  [31204, 20101],
  [31205, 20104],
  [31207, 31207],
] as const)('a token refused with %i surfaces as device error %i', async (fault, code) => {
  hosting.tokens.set('bad', fault);
  await start('bad');
  await page.evaluate(() => phone.tryToRegister());
  await until(
    async () => (await page.evaluate(() => phone.deviceEvents())).includes(`error ${code}`),
    `the device says ${code}`,
  );
});
