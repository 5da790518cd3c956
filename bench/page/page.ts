// The number finder in real Chromium: on a whole page, and on one that keeps changing, next to the minimal cost.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildExtension } from '../../sandbox/build.ts';
import { type Limit, type Row, rowOf } from '../row.ts';
import { median } from '../statistics.ts';
import { type BenchBrowser, type Cost, openBenchBrowser } from './browser.ts';
import { cellsOf, gridOf } from './cells.ts';
import { EXTENSION_STUB, FLOOR_SCAN, FLOOR_STORM, STORM, UNPAINTED } from './floors.ts';

type Scripts = { readonly finder: string; readonly css: string };

const builtScripts = async (): Promise<Scripts> => {
  const folder = join(await buildExtension(), 'content-scripts');
  return {
    finder: readFileSync(join(folder, 'content.js'), 'utf8'),
    css: readFileSync(join(folder, 'content.css'), 'utf8'),
  };
};

/** Three ways through the same page, interleaved, so that a busy machine slows all of them alike. */
const waysOf = ({ finder }: Scripts) => ({
  nothing: '0',
  floor: FLOOR_SCAN,
  unpainted: EXTENSION_STUB + UNPAINTED + finder,
  painted: EXTENSION_STUB + finder,
});

type Way = keyof ReturnType<typeof waysOf>;

const measure = async (browser: BenchBrowser, html: string, script: string): Promise<Cost> => {
  const at = await browser.open(html);
  const cost = await at.costOf(() => at.run(script));
  await at.close();
  return cost;
};

type Scan = {
  readonly cells: number;
  readonly rounds: number;
  readonly gates: Readonly<Record<'unpainted' | 'painted' | 'longest', number>>;
};

const SCANS: readonly Scan[] = [
  { cells: 10_000, rounds: 7, gates: { unpainted: 10, painted: 13, longest: 25 } },
  { cells: 100_000, rounds: 3, gates: { unpainted: 8, painted: 10, longest: 120 } },
];
const GOAL_PAINTED: Limit = { of: 'ratio', most: 1.3 };
const GOAL_LONGEST: Limit = { of: 'value', most: 5 };
const GOAL_HEAP: Limit = { of: 'value', most: 1 };

const scanRows = async (browser: BenchBrowser, scripts: Scripts, scan: Scan): Promise<Row[]> => {
  const { cells, rounds, gates } = scan;
  const html = gridOf(cellsOf(cells), scripts.css);
  const ways = waysOf(scripts);
  const costs: Record<Way, Cost[]> = { nothing: [], floor: [], unpainted: [], painted: [] };
  const names: readonly Way[] = ['nothing', 'floor', 'unpainted', 'painted'];
  for (let round = 0; round < rounds; round++)
    for (const name of names) costs[name].push(await measure(browser, html, ways[name]));
  const longest: number[] = [];
  for (let round = 0; round < Math.min(rounds, 3); round++) {
    const at = await browser.open(html);
    longest.push(await at.longestTaskOf(() => at.run(ways.painted)));
    await at.close();
  }
  const idle = median(costs.nothing.map(({ taskMs }) => taskMs));
  const taskMs = (way: Way) => median(costs[way].map(cost => cost.taskMs)) - idle;
  const floor = { name: 'a tree walk that stops at the seventh digit', value: taskMs('floor') };
  const of = `${cells / 1000}k texts`;
  const heap = median(costs.painted.map(({ heapBytes }) => heapBytes)) / 1e6;
  return [
    rowOf({
      area: 'page',
      name: `full scan of ${of}, not painted, median of ${rounds}`,
      value: taskMs('unpainted'),
      unit: 'ms',
      floor,
      gate: { of: 'ratio', most: gates.unpainted },
      goal: GOAL_PAINTED,
    }),
    rowOf({
      area: 'page',
      name: `full scan of ${of}, painted, median of ${rounds}`,
      value: taskMs('painted'),
      unit: 'ms',
      floor,
      gate: { of: 'ratio', most: gates.painted },
      goal: GOAL_PAINTED,
    }),
    rowOf({
      area: 'page',
      name: `longest task in that scan of ${of}, median of ${longest.length}`,
      value: median(longest),
      unit: 'ms',
      gate: { of: 'value', most: gates.longest },
      goal: GOAL_LONGEST,
    }),
    rowOf({ area: 'page', name: `memory kept after ${of}`, value: heap, unit: 'MB', goal: GOAL_HEAP }),
  ];
};

const STORM_ROUNDS = 3;

const stormRows = async (browser: BenchBrowser, scripts: Scripts): Promise<Row[]> => {
  const texts = cellsOf(5000).map(({ text }) => text);
  const html = gridOf([], scripts.css);
  const ways: Readonly<Record<'nothing' | 'floor' | 'painted', string>> = {
    nothing: '0',
    floor: FLOOR_STORM,
    painted: EXTENSION_STUB + scripts.finder,
  };
  const costs = { nothing: [], floor: [], painted: [] } as Record<keyof typeof ways, number[]>;
  const stale: number[] = [];
  for (let round = 0; round < STORM_ROUNDS; round++)
    for (const name of ['nothing', 'floor', 'painted'] as const) {
      const at = await browser.open(html);
      await at.run(ways[name]);
      const { scriptMs } = await at.costOf(async () => {
        stale.push(await at.page.evaluate(`(${STORM})(${JSON.stringify(texts)})`).then(Number));
      });
      costs[name].push(scriptMs);
      await at.close();
    }
  const over = (name: 'floor' | 'painted') => (median(costs[name]) - median(costs.nothing)) / 300;
  return [
    rowOf({
      area: 'page',
      name: `virtual table, 500 cells written per frame, script per frame, median of ${STORM_ROUNDS}`,
      value: over('painted'),
      unit: 'ms',
      floor: { name: 'an observer that looks at each text', value: over('floor') },
      gate: { of: 'ratio', most: 5 },
      goal: { of: 'ratio', most: 1.15 },
    }),
    rowOf({
      area: 'page',
      name: 'cells of the page left with stale text by the storm, of 500',
      value: Math.max(...stale),
      unit: '',
      gate: { of: 'value', most: 0 },
      goal: { of: 'value', most: 0 },
    }),
  ];
};

export const benchPage = async (say: (line: string) => void): Promise<readonly Row[]> => {
  const scripts = await builtScripts();
  const browser = await openBenchBrowser();
  try {
    const rows: Row[] = [];
    for (const scan of SCANS) {
      say(`  ${scan.cells} texts, ${scan.rounds} rounds of four`);
      rows.push(...(await scanRows(browser, scripts, scan)));
    }
    say('  a virtual table');
    rows.push(...(await stormRows(browser, scripts)));
    return rows;
  } finally {
    await browser.close();
  }
};
