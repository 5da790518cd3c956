import { afterEach, beforeEach, expect, it } from 'vitest';
import { type PhoneCall, READ_OUTCOME_MS } from '../../extension/messages.ts';
import { mayReload, updateIfIdle, updateIsThere } from '../../extension/presence/update.ts';
import type { Offer } from '../../shared/incoming/offer.ts';
import { aCall, aView } from './screens-fixtures.ts';

const NOW = Date.now();
let stored: Record<string, unknown>;
let reloads: number;
let call: PhoneCall | null;
let offers: readonly Offer[];

beforeEach(() => {
  stored = {};
  reloads = 0;
  call = null;
  offers = [];
  Reflect.set(globalThis, 'chrome', {
    runtime: {
      getContexts: async () => (call || offers.length > 0 ? [{}] : []),
      sendMessage: async () => ({ call, offers }),
      reload: () => {
        reloads += 1;
      },
    },
    storage: {
      session: {
        get: async (key: string) => ({ [key]: stored[key] }),
        set: async (items: Record<string, unknown>) => Object.assign(stored, items),
        remove: async (key: string) => Reflect.deleteProperty(stored, key),
      },
    },
  });
});
afterEach(() => Reflect.deleteProperty(globalThis, 'chrome'));

it('a new version is loaded at once while there is no call', async () => {
  await updateIsThere();
  expect(reloads).toBe(1);
});

it('a new version waits until the call is over and its outcome was dismissed', async () => {
  call = aCall('active');
  await updateIsThere();
  for (const phase of ['ringing', 'active'] as const) await updateIfIdle(aCall(phase), false);
  await updateIfIdle(aCall('ended', { marks: { ended: Date.now() } }), false);
  expect(reloads).toBe(0);
  await updateIfIdle(null, false);
  expect(reloads).toBe(1);
});

it('a new version waits while a call rings', async () => {
  offers = [{ call: aView({ direction: 'inbound', phase: 'ringing' }), until: NOW + 20_000 }];
  await updateIsThere();
  await updateIfIdle(null, true);
  expect(reloads).toBe(0);
  await updateIfIdle(null, false);
  expect(reloads).toBe(1);
});

it('without a new version nothing is reloaded, however idle the phone is', async () => {
  await updateIfIdle(null, false);
  expect(reloads).toBe(0);
});

it('an outcome that is never dismissed delays a new version by a minute', () => {
  const over = aCall('failed', { marks: { ended: NOW } });
  expect(mayReload(over, false, NOW + READ_OUTCOME_MS - 1)).toBe(false);
  expect(mayReload(over, false, NOW + READ_OUTCOME_MS)).toBe(true);
});
