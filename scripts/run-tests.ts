import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { carrierKey } from './carrier-tests.ts';
import type { Chosen } from './concerning.ts';
import { type Report, readReport, reportsFolder, treeKey } from './reports.ts';
import { journeys, playwright, type Runner, vitest } from './runners.ts';
import { runWatched } from './watched-run.ts';

type Output = 'stdout' | 'stderr';

export type Told = Report & {
  readonly durations: readonly string[];
  /** How many of the outcomes are from an earlier run on exactly the same files. */
  readonly unchanged: number;
};

const NOTHING: Told = { outcomes: [], breakages: [], durations: [], unchanged: 0 };

const together = (told: readonly Told[]): Told => ({
  outcomes: told.flatMap(each => each.outcomes),
  breakages: told.flatMap(each => each.breakages),
  durations: told.flatMap(each => each.durations),
  unchanged: told.reduce((sum, each) => sum + each.unchanged, 0),
});

/**
 * Runs one runner and returns its report or, if it hung and was stopped, the outcomes until then. A runner that
 * fails without a failed test is a breakage.
 */
const ask = async (key: string, runner: Runner, output: Output): Promise<Report> => {
  const { name, file, command, args, silentMs } = runner;
  const env = { CI: 'true', ...(await runner.env()) };
  const { code, stalled, ...told } = await runWatched({ name, command, args, env, output, silentMs });
  const finished = told.finished.map(test => ({ ...test, runner: command }));
  if (stalled !== undefined) return { outcomes: finished, breakages: [stalled] };
  const report = readReport(key, file) ?? { outcomes: finished, breakages: [] };
  const explained = report.outcomes.some(test => !test.passed) || report.breakages.length > 0;
  if (code === 0 || explained) return report;
  return { ...report, breakages: [...report.breakages, `${command} ended with exit code ${code}`] };
};

const timed = async (key: string, runner: Runner, output: Output): Promise<Told> => {
  const start = performance.now();
  const report = await ask(key, runner, output).catch((error: unknown) => ({
    outcomes: [],
    breakages: [`${runner.name}: ${error instanceof Error ? error.message : error}`],
  }));
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  return { ...report, durations: [`${runner.name} ${seconds} s`], unchanged: 0 };
};

type Groups = (folder: string) => readonly (readonly Runner[])[];

/** Runs one group after the other, the runners of a group in parallel, and stores their reports under a key. */
const runAll = async (key: string, groups: Groups, output: Output): Promise<Told> => {
  const folder = reportsFolder(key);
  mkdirSync(folder, { recursive: true });
  const told: Told[] = [];
  for (const group of groups(folder)) {
    for (const { file } of group) rmSync(join(folder, file), { force: true });
    told.push(...(await Promise.all(group.map(runner => timed(key, runner, output)))));
  }
  return together(told);
};

/** Discards the reports if files changed meanwhile, because they then belong to no single state of the tree. */
const ofOneTree = async (run: (key: string) => Promise<Told>): Promise<Told> => {
  const key = await treeKey();
  const told = await run(key);
  if ((await treeKey()) === key) return told;
  process.stderr.write(
    'Files changed while the tests ran: the reports match no single state of the tree and are not kept.\n',
  );
  rmSync(reportsFolder(key), { recursive: true, force: true });
  return told;
};

const PARTS = ['shared', 'extension', 'worker*'].map(name => `--project=${name}`);
const CARRIER = '--project=sandbox';

/** The carrier's tests, unless nothing they depend on has changed since they all passed. In CI they always run. */
const runCarrier = async (output: Output): Promise<Told> => {
  const key = carrierKey();
  const earlier = process.env.CI ? undefined : readReport(key, 'carrier.json');
  const isGreen = earlier?.breakages.length === 0 && earlier.outcomes.every(test => test.passed);
  if (earlier && isGreen && earlier.outcomes.length > 0)
    return { ...earlier, durations: ['carrier unchanged'], unchanged: earlier.outcomes.length };
  const carrier = { name: 'carrier', file: 'carrier.json' as const, args: [CARRIER] };
  return runAll(key, folder => [[vitest(folder, carrier)]], output);
};

/** Runs every test. Output for people goes to `output`. */
export const runTests = (output: Output): Promise<Told> =>
  ofOneTree(async key => {
    const parts = { name: 'parts', file: 'vitest.json' as const, args: PARTS };
    return together([
      await runAll(key, folder => [[vitest(folder, parts)]], output),
      await runCarrier(output),
      await runAll(key, folder => [journeys(folder)], output),
    ]);
  });

/** Runs some test files. Their reports are not stored as the tree's. */
export const runChosen = async ({ parts, journeys: files }: Chosen): Promise<Told> => {
  const key = `${await treeKey()}-chosen`;
  const some = { name: 'parts', file: 'vitest.json' as const, args: parts };
  return together([
    parts.length ? await runAll(key, folder => [[vitest(folder, some)]], 'stdout') : NOTHING,
    files.length ? await runAll(key, folder => [journeys(folder, files)], 'stdout') : NOTHING,
  ]);
};

const SOAK_EXTRA_MS = 10 * 60_000;

/** Runs properties and races `times` as often as usual, then the soak. */
export const runLongTests = (times: number, soakMinutes: number): Promise<Told> =>
  ofOneTree(key =>
    runAll(
      key,
      folder => [
        [vitest(folder, { name: 'parts', file: 'long-vitest.json', args: [], times })],
        [
          playwright(folder, {
            name: 'soak',
            file: 'long.json',
            config: 'playwright.long.config.ts',
            args: [],
            silentMs: soakMinutes * 60_000 + SOAK_EXTRA_MS,
          }),
        ],
      ],
      'stdout',
    ),
  );
