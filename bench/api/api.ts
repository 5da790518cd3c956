// The Worker under load: how much of Cloudflare's own throughput is left once the product's work is added.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '../row.ts';
import { startFloor } from './floor.ts';
import { startInstallation } from './installation.ts';
import { closeConnections, rateOf, roundTripMs } from './load.ts';
import { pinTo, unpin } from './pin.ts';
import { rowsOf } from './rows.ts';
import { shotsOf } from './shots.ts';

const ROUNDS = 5;
const PER_ROUND = 200;
const CALLS = 30;
/** One after the other, each by a rep without a call. */
const DIALS = 100;

const emptyFor = (kinds: object): Record<string, number[]> =>
  Object.fromEntries(Object.keys(kinds).map(kind => [kind, []]));

export const benchApi = async (say: (line: string) => void): Promise<readonly Row[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-api-'));
  const running: (() => Promise<void>)[] = [];
  try {
    await pinTo(0);
    const floor = await startFloor(join(folder, 'floor'));
    running.push(floor.stop);
    const product = await startInstallation(join(folder, 'home'), CALLS, DIALS);
    running.push(product.stop);
    await pinTo(1);
    // On Cloudflare no log is read on the core where the Worker runs.
    await pinTo(1, product.pid);

    const { loaded, alone } = shotsOf(floor.url, product, CALLS);
    const rates = emptyFor(loaded);
    for (const make of Object.values(loaded)) await rateOf(make(PER_ROUND / 2));
    for (let round = 1; round <= ROUNDS; round++) {
      say(`  round ${round} of ${ROUNDS}`);
      for (const [kind, make] of Object.entries(loaded)) rates[kind]?.push(await rateOf(make(PER_ROUND)));
    }
    say(`  ${DIALS} dials`);
    const times = emptyFor(alone);
    for (let n = 0; n < DIALS; n++)
      for (const [kind, make] of Object.entries(alone)) times[kind]?.push(await roundTripMs(make(n)));
    return rowsOf({ rates, load: `median of ${ROUNDS} × ${PER_ROUND}`, times, single: `median of ${DIALS}` });
  } finally {
    closeConnections();
    for (const stop of running.reverse()) await stop();
    await unpin();
    rmSync(folder, { recursive: true, force: true });
  }
};
