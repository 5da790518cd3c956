import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createRoomAudio, type RoomAudio } from '../../sandbox/carrier/media/room-audio.ts';
import { startTicker } from '../../sandbox/carrier/media/ticker.ts';
import { steady } from '../../sandbox/carrier/media/tones.ts';
import type { AnsweredCall, DeviceRing } from '../../sandbox/carrier/signalling/host.ts';
import { createFakeHost, type FakeHost, newCallSid, speaker } from './signalling-fake-host.ts';
import { openStand, type Stand } from './signalling-stand.ts';
import { until } from './signalling-until.ts';

// Calls to devices, with the pinned Voice SDK unmodified in Chromium.
vi.setConfig({ testTimeout: 30_000 });

let stand: Stand;
let hosting: FakeHost;
const ticker = startTicker();
const pages: Page[] = [];
const rooms: RoomAudio[] = [];

beforeAll(async () => {
  hosting = createFakeHost();
  stand = await openStand(hosting.host);
}, 60_000);
afterAll(async () => {
  await stand?.close();
  hosting.stop();
  ticker.stop();
});
beforeEach(() => {
  hosting.tokens.set('mine', hosting.device('mem_one'));
  hosting.tokens.set('deaf', { ...hosting.device('mem_deaf'), takesCalls: false });
  hosting.hungUp.length = 0;
});
afterEach(async () => {
  for (const room of rooms.splice(0)) room.close();
  for (const page of pages.splice(0)) await page.close();
  await until(() => stand.signalling().identities().length === 0, 'every device is gone');
});

const onDuty = async (token = 'mine'): Promise<Page> => {
  const page = await stand.newPage();
  pages.push(page);
  await page.evaluate(([t, url]) => phone.start(t, url), [token, stand.socketUrl] as const);
  await page.evaluate(() => phone.register());
  return page;
};

type Rung = {
  readonly callSid: string;
  readonly ring: DeviceRing | undefined;
  answered: AnsweredCall | undefined;
  rejected: boolean;
};

const ring = (identity = 'mem_one'): Rung => {
  const callSid = newCallSid();
  const came: { answered: AnsweredCall | undefined; rejected: boolean } = {
    answered: undefined,
    rejected: false,
  };
  const device = stand.signalling().ring(identity, {
    callSid,
    parameters: { From: '+12125550100', To: `client:${identity}` },
    custom: { callId: 'call_1', who: 'Dana & Lee', 'Deal: größe': 'a+b' },
    answered(call) {
      came.answered = call;
      const room = createRoomAudio(ticker);
      rooms.push(room);
      room.join('device', call.media);
      room.join('caller', speaker(steady(440, 600_000)));
    },
    rejected() {
      came.rejected = true;
    },
  });
  return Object.assign(came, { callSid, ring: device });
};

const rings = (page: Page) => until(() => page.evaluate(() => phone.hasCall()), 'it rings');
const event = (page: Page, name: string) =>
  until(
    async () => (await page.evaluate(() => phone.state())).events.includes(name),
    `the call says ${name}`,
  );
const heard = async (page: Page) => {
  const energy = async () => (await page.evaluate(() => phone.inbound())).energy;
  const before = await energy();
  await until(async () => (await energy()) > before + 0.001, 'the device hears the caller');
};
const speaks = async ({ answered }: Rung) => {
  if (!answered) throw new Error('Nobody answered.');
  const before = answered.media.flow().said.energy;
  await until(() => answered.media.flow().said.energy > before + 0.001, 'the caller hears the device');
};

test('a device rings with the caller shown, answers, and both parties hear each other', async () => {
  const page = await onDuty();
  const call = ring();
  await rings(page);
  expect(await page.evaluate(() => phone.offered())).toMatchObject({
    parameters: { CallSid: call.callSid, From: '+12125550100', To: 'client:mem_one' },
    custom: { callId: 'call_1', who: 'Dana & Lee', 'Deal: größe': 'a+b' },
  });
  expect(call.answered).toBeUndefined();
  await page.evaluate(() => phone.accept());
  await until(() => call.answered !== undefined, 'the caller learns of the answer');
  await Promise.all([heard(page), speaks(call)]);
  await page.evaluate(() => phone.hangUp());
  await until(() => hosting.hungUp.includes(call.callSid), 'the host learns of the hang-up');
});

test('a device that hangs up in the turn in which it accepts has hung up', async () => {
  const page = await onDuty();
  const call = ring();
  await rings(page);
  await page.evaluate(() => phone.acceptAndHangUp());
  await until(() => call.rejected, 'the caller learns that nobody comes');
  await until(async () => !(await page.evaluate(() => phone.state())).busy, 'the device is free');
  expect(await page.evaluate(() => phone.deviceEvents())).toEqual(['registered']);
});

test('the caller hangs up, before the answer and after it', async () => {
  const page = await onDuty();
  const first = ring();
  await rings(page);
  first.ring?.cancel();
  await event(page, 'cancel');
  expect((await page.evaluate(() => phone.state())).busy).toBe(false);
  const second = ring();
  await until(
    async () => (await page.evaluate(() => phone.state())).callSid === second.callSid,
    'it rings again',
  );
  await page.evaluate(() => phone.accept());
  await until(() => second.answered !== undefined, 'the caller learns of the answer');
  second.answered?.hangup();
  await event(page, 'disconnect');
  expect(first.answered).toBeUndefined();
  expect(hosting.hungUp).toEqual([]);
});

test('a call rings on every device; the first to answer gets it, and the others stop ringing', async () => {
  const [one, two] = [await onDuty(), await onDuty()];
  const call = ring();
  await Promise.all([rings(one), rings(two)]);
  await two.evaluate(() => phone.accept());
  await event(one, 'cancel');
  await until(() => call.answered !== undefined, 'the caller learns of the answer');
  await heard(two);
  expect((await two.evaluate(() => phone.state())).status).toBe('open');
});

test('a rejection on one device leaves the other ringing, and the last rejection is the caller’s answer', async () => {
  const [one, two] = [await onDuty(), await onDuty()];
  const call = ring();
  await Promise.all([rings(one), rings(two)]);
  await one.evaluate(() => phone.reject());
  await event(one, 'reject');
  expect(call.rejected).toBe(false);
  expect((await two.evaluate(() => phone.state())).status).toBe('pending');
  await two.evaluate(() => phone.reject());
  await until(() => call.rejected, 'the caller learns of the rejection');
  expect(call.answered).toBeUndefined();
});

test('a device that loses its socket while it rings is offered the call again, and can answer', async () => {
  const page = await onDuty();
  const call = ring();
  await rings(page);
  stand.signalling().shut();
  await event(page, 'transportClose');
  stand.signalling().open();
  await until(async () => (await page.evaluate(() => phone.state())).status === 'pending', 'it rings again');
  await page.evaluate(() => phone.accept());
  await until(() => call.answered !== undefined, 'the caller learns of the answer');
  await heard(page);
});

test('an answered call outlives its socket', async () => {
  const page = await onDuty();
  const call = ring();
  await rings(page);
  await page.evaluate(() => phone.accept());
  await until(() => call.answered !== undefined, 'the caller learns of the answer');
  expect(stand.signalling().dropSocket(call.callSid)).toBe(true);
  await event(page, 'reconnected');
  await heard(page);
  expect(hosting.hungUp).toEqual([]);
});

test('a second device answers with the token of the call, and the first stops ringing', async () => {
  const page = await onDuty();
  const call = ring();
  await rings(page);
  const token = (await page.evaluate(() => phone.offered())).connectToken;
  if (!token) throw new Error('The call has no token.');
  const other = await stand.newPage();
  pages.push(other);
  await other.evaluate(([t, url]) => phone.start(t, url), ['mine', stand.socketUrl] as const);
  await other.evaluate(each => phone.connectByToken(each), token);
  await until(() => call.answered !== undefined, 'the caller learns of the answer');
  await event(page, 'cancel');
  await Promise.all([heard(other), speaks(call)]);
});

test('no device rings unless it registered for calls with a token that allows it', async () => {
  expect(ring().ring).toBeUndefined();
  const page = await onDuty();
  await page.evaluate(() => phone.unregister());
  expect(ring().ring).toBeUndefined();
  await onDuty('deaf');
  expect(ring('mem_deaf').ring).toBeUndefined();
});
