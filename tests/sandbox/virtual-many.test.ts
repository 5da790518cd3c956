import { expect, test } from 'vitest';
import { startCarrier } from '../../sandbox/carrier/carrier.ts';
import type { Wire } from '../../sandbox/carrier/webhooks/hooks.ts';
import { memberOfCrowd } from '../../sandbox/people/population.ts';
import { runs } from '../runs.ts';
import { ACCOUNT, OWNED } from './engine-stand.ts';

const CALLS = runs(1000);
const BATCH = 100;
const SEED = 5;
const KEEP = 500;

const ENDS: Readonly<Record<string, string>> = {
  'crowd:human': 'completed',
  'crowd:brush-off': 'completed',
  'crowd:voicemail': 'completed',
  'crowd:no-answer': 'no-answer',
  'crowd:busy': 'busy',
  'crowd:not-found': 'failed',
};

/** The n-th of a list of crowd numbers only: 80 lines in each of 700 area codes. */
const numberOf = (n: number): string => `+1${200 + (Math.floor(n / 80) % 700)}55501${20 + (n % 80)}`;

test('a day of cold calls has the crowd’s outcomes, reports every call to its end, and piles nothing up', async () => {
  const told = new Map<string, number>();
  const stub: Wire = async request => {
    const asks = request.url.endsWith('/voice');
    if (!asks) {
      const status = new URLSearchParams(await request.text()).get('CallStatus') ?? '';
      told.set(status, (told.get(status) ?? 0) + 1);
    }
    const body = asks ? '<Response><Pause length="600"/></Response>' : '';
    return { status: asks ? 200 : 204, contentType: 'text/xml', body, bytes: new Uint8Array(0) };
  };
  const carrier = await startCarrier({
    port: 0,
    account: ACCOUNT,
    applications: [],
    numbers: [OWNED],
    time: 'virtual',
    callsPerSecond: 20,
    wire: stub,
    keep: KEEP,
    seed: SEED,
  });
  const headers = {
    Authorization: `Basic ${btoa(`${ACCOUNT.sid}:${ACCOUNT.authToken}`)}`,
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  const place = async (n: number) => {
    const form = new URLSearchParams({
      From: OWNED,
      To: numberOf(n),
      Url: 'http://stub.invalid/voice',
      Timeout: '25',
      StatusCallback: 'http://stub.invalid/status',
    });
    const response = await fetch(`${carrier.url}/2010-04-01/Accounts/${ACCOUNT.sid}/Calls.json`, {
      method: 'POST',
      headers,
      body: form.toString(),
    });
    if (response.status !== 201) throw new Error(await response.text());
    await response.body?.cancel();
  };
  const wanted = new Map<string, number>();
  for (let from = 0; from < CALLS; from += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, n) => from + n);
    for (const n of batch) {
      const end = ENDS[memberOfCrowd(numberOf(n), SEED).name] ?? '';
      wanted.set(end, (wanted.get(end) ?? 0) + 1);
    }
    await carrier.control.during(() => Promise.all(batch.map(place)));
    await carrier.control.idle();
  }
  const { legs, forgotten, webhooks, costMicros } = carrier.ledger();
  await carrier.stop();
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(wanted));
  expect(legs.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
  expect(forgotten.legs + legs.length).toBe(CALLS);
  expect(legs.length).toBeLessThanOrEqual(KEEP);
  expect(webhooks.length).toBeLessThanOrEqual(KEEP * 1.25);
  expect(costMicros).toBeGreaterThan(CALLS * 10_000);
}, 1_800_000);
