// @vitest-environment node
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { resumeDuty, watchPhone } from '../../extension/presence/background.ts';
import { duty } from '../../extension/presence/duty.ts';
import { voiceToken } from '../../shared/calls/contract.ts';
import { socketTicket } from '../../shared/presence/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { aBench } from './phone-fixtures.ts';
import { dana } from './screens-fixtures.ts';

/** A store with one session, as IndexedDB would return it. */
const aDatabase = (session: object) => {
  const answering = <T>(result: T) => {
    const request = { result, onsuccess: () => {}, onerror: () => {} };
    queueMicrotask(() => request.onsuccess());
    return request;
  };
  const store = { get: () => answering(session) };
  return { open: () => answering({ transaction: () => ({ objectStore: () => store }) }) };
};

let phones: number;
let failures: number;
let alarms: Map<string, object>;
let ring: (alarm: { name: string }) => void;

beforeEach(async () => {
  [phones, failures, alarms] = [0, 0, new Map()];
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  Reflect.set(
    globalThis,
    'indexedDB',
    aDatabase({
      serverUrl: 'http://127.0.0.1:1',
      id: `sess_${'a'.repeat(26)}`,
      tokens: { access: 'a', renewal: 'b' },
      accessUntil: 1,
      next: null,
      key: privateKey,
      expiresAt: 2,
      me: dana,
    }),
  );
  Reflect.set(globalThis, 'chrome', {
    runtime: { getContexts: async () => Array.from({ length: phones }, () => ({})) },
    offscreen: {
      createDocument: async () => {
        failures -= 1;
        if (failures >= 0) throw new Error('Page failed to load.');
        phones += 1;
      },
    },
    alarms: {
      get: async (name: string) => alarms.get(name),
      create: async (name: string, how: object) => alarms.set(name, how),
      clear: async (name: string) => alarms.delete(name),
      onAlarm: {
        addListener: (told: typeof ring) => {
          ring = told;
        },
      },
    },
    scripting: { getRegisteredContentScripts: async () => [{ matches: [] }] },
    permissions: { contains: async () => false },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(globalThis, 'chrome');
  Reflect.deleteProperty(globalThis, 'indexedDB');
});

it('a phone that could not be created is created by the watch, which is set before it', async () => {
  failures = 1;
  await expect(resumeDuty()).rejects.toThrow('Page failed to load.');
  expect([phones, [...alarms]]).toEqual([0, [['phone.watch', { periodInMinutes: 1 }]]]);
  watchPhone();
  ring({ name: 'phone.watch' });
  await expect.poll(() => phones).toBe(1);
});

it('a phone requested twice at the same time is created once', async () => {
  await Promise.all([resumeDuty(), resumeDuty()]);
  expect([phones, alarms.size]).toEqual([1, 1]);
});

it('a dial before the session has been read shares the token request with going on duty', async () => {
  vi.stubGlobal('addEventListener', () => {});
  const bench = aBench();
  let goodUntil: number | null = null;
  const expiresAt = Date.now() + 3_600_000;
  bench.answers.set(voiceToken.name, [() => ok({ token: 'token', expiresAt })]);
  const device = {
    ...bench.device,
    goodUntil: () => goodUntil,
    prepare: (token: { expiresAt: number }) => {
      goodUntil = token.expiresAt;
    },
  };
  const present = duty(() => ({ ...bench, device, isInCall: () => false, hear: () => {} }));
  await Promise.all([present.readyToken(), present.follow()]);
  expect(goodUntil).toBe(expiresAt);
  expect(bench.asked.filter(({ name }) => name === voiceToken.name)).toHaveLength(1);
});

it('a reconnect asks for a new ticket at once, however long the phone would have waited by itself', async () => {
  vi.stubGlobal('addEventListener', () => {});
  const bench = aBench();
  const away = () => err({ reason: 'offline' as const });
  bench.answers.set(voiceToken.name, [away, away]);
  bench.answers.set(socketTicket.name, [away, away]);
  const tickets = () => bench.asked.filter(({ name }) => name === socketTicket.name).length;
  // Time stands still: only what is done at once can happen.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const present = duty(() => ({ ...bench, isInCall: () => false, hear: () => {} }));
  await present.follow();
  await vi.advanceTimersByTimeAsync(0);
  expect(tickets()).toBe(1);
  const reconnected = present.reconnect();
  await vi.advanceTimersByTimeAsync(0);
  expect(tickets()).toBe(2);
  await vi.advanceTimersByTimeAsync(8_000);
  await reconnected;
  vi.useRealTimers();
});
