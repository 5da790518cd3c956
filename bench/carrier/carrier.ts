// The sandbox carrier alone: calls per second, and whether its memory grows.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Row, rowOf } from '../row.ts';
import { median } from '../statistics.ts';
import { measureLegs } from './legs.ts';
import { openNetwork } from './network.ts';

const RUNS = 5;
const CALLS = 1000;
const GROWTH_CALLS = 10_000;
// Fewer than the warm-up makes, so that the ledger is full before the first measurement.
const KEEP = 500;
const MB = 1_000_000;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Finalizable objects are freed one turn of the loop after a collection, and unused code only after several. */
const heapMb = async (): Promise<number> => {
  for (let n = 0; n < 16; n++) {
    collectGarbage();
    await nextTurn();
  }
  return process.memoryUsage().heapUsed / MB;
};

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
};

const rowsOfLegs = async (): Promise<Row[]> => {
  const { perCore, lost } = await measureLegs();
  return [
    rowOf({
      area: 'carrier',
      name: 'WebRTC legs a core carries, by CPU time',
      value: perCore,
      unit: 'legs',
      gate: { of: 'value', least: 60 },
      goal: { of: 'value', least: 100 },
    }),
    rowOf({
      area: 'carrier',
      name: 'audio packets that did not arrive meanwhile',
      value: lost * 100,
      unit: '%',
      gate: { of: 'value', most: 1 },
      goal: { of: 'value', most: 0 },
    }),
  ];
};

export const benchCarrier = async (say: (line: string) => void): Promise<readonly Row[]> => {
  const network = await openNetwork(KEEP);
  try {
    await network.call(2 * CALLS);
    const rates: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const from = cpuSeconds();
      await network.call(CALLS);
      rates.push(CALLS / (cpuSeconds() - from));
    }
    say(`  ${GROWTH_CALLS} calls`);
    const before = await heapMb();
    await network.call(GROWTH_CALLS);
    const grownMb = (await heapMb()) - before;
    say('  real legs');
    return [
      rowOf({
        area: 'carrier',
        name: `simulated calls a second of CPU, each 1 request and 5 webhooks, median of ${RUNS}`,
        value: median(rates),
        unit: '/s',
        gate: { of: 'value', least: 150 },
        goal: { of: 'value', least: 500 },
      }),
      rowOf({
        area: 'carrier',
        name: `heap after ${GROWTH_CALLS} more calls`,
        value: grownMb,
        unit: 'MB more',
        gate: { of: 'value', most: 2 },
        goal: { of: 'value', most: 0.5 },
      }),
      // Last, because what the legs leave behind would count as growth above.
      ...(await rowsOfLegs()),
    ];
  } finally {
    await network.stop();
  }
};
