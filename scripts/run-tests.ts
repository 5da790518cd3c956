import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildExtension } from '../sandbox/build.ts';
import { ensureChromium } from './chromium.ts';
import { runTool } from './process.ts';
import { type Report, type ReportFile, readReport, reportsFolder, treeKey } from './reports.ts';

type Runner = {
  readonly name: string;
  readonly file: ReportFile;
  readonly command: string;
  readonly args: readonly string[];
  /** Made when it is this runner's turn: what cannot be had fails this runner alone. */
  readonly env: () => Promise<Readonly<Record<string, string>>>;
};
type Output = 'stdout' | 'stderr';

export type Told = Report & { readonly durations: readonly string[] };

/** Runs one runner and returns what it reported; a runner that fails without a failed test is a breakage. */
const ask = async (key: string, { file, command, args, env }: Runner, output: Output): Promise<Report> => {
  const { code } = await runTool(command, args, { env: { CI: 'true', ...(await env()) }, output });
  const report = readReport(key, file) ?? { outcomes: [], breakages: [] };
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
  return { ...report, durations: [`${runner.name} ${((performance.now() - start) / 1000).toFixed(0)} s`] };
};

/** Runs one group after the other, those of a group at once, and leaves their reports under the tree's key. */
const runAll = async (groups: (folder: string) => readonly Runner[][], output: Output): Promise<Told> => {
  const key = await treeKey();
  const folder = reportsFolder(key);
  mkdirSync(folder, { recursive: true });
  const told: Told[] = [];
  for (const group of groups(folder)) {
    for (const { file } of group) rmSync(join(folder, file), { force: true });
    told.push(...(await Promise.all(group.map(runner => timed(key, runner, output)))));
  }
  if ((await treeKey()) !== key) {
    process.stderr.write(
      'Files changed while the tests ran: the reports are of no one tree and are not kept.\n',
    );
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    outcomes: told.flatMap(each => each.outcomes),
    breakages: told.flatMap(each => each.breakages),
    durations: told.flatMap(each => each.durations),
  };
};

const vitest = (folder: string, file: ReportFile, times: string): Runner => ({
  name: 'parts',
  file,
  command: 'vitest',
  args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(folder, file)}`],
  env: async () => ({ RUNS: times }),
});

let prepared: Promise<string> | undefined;
/** Chromium, and the extension it loads: once, for everybody who needs them at the same time. */
const prepare = (): Promise<string> => {
  prepared ??= buildExtension().then(ensureChromium);
  return prepared;
};

const playwright = (
  name: string,
  folder: string,
  file: ReportFile,
  config: string,
  ...args: readonly string[]
): Runner => ({
  name,
  file,
  command: 'playwright',
  args: ['test', `--config=${config}`, '--reporter=list,json', ...args],
  env: async () => ({
    CHROMIUM: await prepare(),
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(folder, file),
  }),
});

/** Journeys that do little but wait, most of a minute each, run beside the others. */
const WAITING = '@waits';
const journeys = (folder: string): Runner[] => {
  const config = 'playwright.config.ts';
  return [
    playwright('journeys', folder, 'journeys.json', config, `--grep-invert=${WAITING}`),
    playwright(
      'journeys that wait',
      folder,
      'waiting.json',
      config,
      `--grep=${WAITING}`,
      '--output=.ringside/journeys-that-wait',
    ),
  ];
};

/** Every test. What a person reads goes to `output`. */
export const runTests = (output: Output): Promise<Told> =>
  runAll(folder => [[vitest(folder, 'vitest.json', '1')], journeys(folder)], output);

/** Properties and races `times` as often as usual, then the soak. */
export const runLongTests = (times: string): Promise<Told> =>
  runAll(
    folder => [
      [vitest(folder, 'long-vitest.json', times)],
      [playwright('soak', folder, 'long.json', 'playwright.long.config.ts')],
    ],
    'stdout',
  );
