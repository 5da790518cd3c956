import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.ts';
import { runTool } from './process.ts';
import { type Report, type ReportFile, readReport, reportsFolder, treeKey } from './reports.ts';

/** Runs one runner and returns what it reported; a runner that fails without a failed test is a breakage. */
const ask = async (
  key: string,
  file: ReportFile,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  output: 'stdout' | 'stderr',
): Promise<Report> => {
  const { code } = await runTool(command, args, { env: { CI: 'true', ...env }, output });
  const report = readReport(key, file) ?? { outcomes: [], breakages: [] };
  const explained = report.outcomes.some(test => !test.passed) || report.breakages.length > 0;
  if (code === 0 || explained) return report;
  return { ...report, breakages: [...report.breakages, `${command} ended with exit code ${code}`] };
};

/** Runs every test and leaves the reports under the tree's key. What a person reads goes to `output`. */
export const runTests = async (output: 'stdout' | 'stderr'): Promise<Report> => {
  const key = await treeKey();
  const folder = reportsFolder(key);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const units = await ask(
    key,
    'vitest.json',
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(folder, 'vitest.json')}`],
    {},
    output,
  );
  const journeys = await ask(
    key,
    'journeys.json',
    'playwright',
    ['test', '--reporter=list,json'],
    { CHROMIUM: await ensureChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: join(folder, 'journeys.json') },
    output,
  );
  if ((await treeKey()) !== key) {
    process.stderr.write(
      'Files changed while the tests ran: the reports are of no one tree and are not kept.\n',
    );
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    outcomes: [...units.outcomes, ...journeys.outcomes],
    breakages: [...units.breakages, ...journeys.breakages],
  };
};
