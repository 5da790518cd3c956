// The Worker under load: how much of what Cloudflare itself can do is left once the product's work is in it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Row, rowOf } from '../row.ts';
import { median } from '../statistics.ts';
import { startFloor } from './floor.ts';
import { startInstallation } from './installation.ts';
import { closeConnections, rateOf, type Shot } from './load.ts';
import { pinTo, unpin } from './pin.ts';

const ROUNDS = 5;
const PER_ROUND = 200;
const CALLS = 30;

const times = (count: number, shot: (n: number) => Shot): Shot[] =>
  Array.from({ length: count }, (_, n) => shot(n));

export const benchApi = async (say: (line: string) => void): Promise<readonly Row[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-api-'));
  const running: (() => Promise<void>)[] = [];
  try {
    await pinTo(0);
    const floor = await startFloor(join(folder, 'floor'));
    running.push(floor.stop);
    const product = await startInstallation(join(folder, 'home'), CALLS);
    running.push(product.stop);
    await pinTo(1);

    const authorization = `Bearer ${product.token}`;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = product.webhooks(1)[0]?.body ?? '';
    const kinds: Readonly<Record<string, (count: number) => Shot[]>> = {
      bare: count => times(count, () => ({ method: 'GET', url: `${floor.url}/v1/health` })),
      hop: count =>
        times(count, n => ({ method: 'POST', url: `${floor.url}/${n % CALLS}`, headers: form, body })),
      health: count => times(count, () => ({ method: 'GET', url: `${product.url}/v1/health` })),
      me: count =>
        times(count, () => ({ method: 'GET', url: `${product.url}/v1/me`, headers: { authorization } })),
      webhook: count => product.webhooks(count),
    };
    const rates: Record<string, number[]> = Object.fromEntries(Object.keys(kinds).map(kind => [kind, []]));
    for (const make of Object.values(kinds)) await rateOf(make(PER_ROUND / 2));
    for (let round = 1; round <= ROUNDS; round++) {
      say(`  round ${round} of ${ROUNDS}`);
      for (const [kind, make] of Object.entries(kinds)) rates[kind]?.push(await rateOf(make(PER_ROUND)));
    }
    const rate = (kind: string) => median(rates[kind] ?? []);
    const bare = { name: 'a Worker that only answers', value: rate('bare') };
    const hop = { name: 'one Durable Object hop', value: rate('hop') };
    const n = `median of ${ROUNDS} × ${PER_ROUND}`;
    return [
      rowOf({
        area: 'api',
        name: `bare route GET /v1/health, ${n}`,
        value: rate('health'),
        unit: '/s',
        floor: bare,
        gate: { of: 'ratio', least: 0.5 },
        goal: { of: 'ratio', least: 0.9 },
      }),
      rowOf({
        area: 'api',
        name: `authorised route GET /v1/me, ${n}`,
        value: rate('me'),
        unit: '/s',
        floor: bare,
        gate: { of: 'ratio', least: 0.1 },
      }),
      rowOf({
        area: 'api',
        name: `authorised route GET /v1/me, to one hop, ${n}`,
        value: rate('me'),
        unit: '/s',
        floor: hop,
        gate: { of: 'ratio', least: 0.1 },
        goal: { of: 'ratio', least: 0.75 },
      }),
      rowOf({
        area: 'api',
        name: `verified webhook with durable fact, ${n}`,
        value: rate('webhook'),
        unit: '/s',
        floor: bare,
        gate: { of: 'ratio', least: 0.15 },
      }),
      rowOf({
        area: 'api',
        name: `verified webhook with durable fact, to one hop, ${n}`,
        value: rate('webhook'),
        unit: '/s',
        floor: hop,
        gate: { of: 'ratio', least: 0.15 },
        goal: { of: 'ratio', least: 0.75 },
      }),
    ];
  } finally {
    closeConnections();
    for (const stop of running.reverse()) await stop();
    await unpin();
    rmSync(folder, { recursive: true, force: true });
  }
};
