// The test runners' reports, stored per state of the tree under .ringside/reports/.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { carrierKey } from './carrier-tests.ts';
import { ROOT, run } from './process.ts';

export type Outcome = {
  readonly title: string;
  readonly file: string;
  readonly passed: boolean;
  readonly runner: 'vitest' | 'playwright';
};
export type Report = {
  readonly outcomes: readonly Outcome[];
  /** Failures outside any test: a file that did not load, a runner that died. */
  readonly breakages: readonly string[];
};

const git = async (...args: string[]) => (await run('git', ['-C', ROOT, ...args])).stdout;

/** Identifies the tree exactly: the commit and, if files differ from it, a hash of the differences. */
export const treeKey = async (): Promise<string> => {
  const commit = (await git('rev-parse', '--short=12', 'HEAD')).trim();
  const changed = await git('diff', 'HEAD', '--binary');
  const untracked = (await git('ls-files', '--others', '--exclude-standard', '-z'))
    .split('\0')
    .filter(Boolean);
  if (!changed && untracked.length === 0) return commit;
  const hash = createHash('sha256').update(changed);
  for (const file of untracked) hash.update(file).update(readFileSync(join(ROOT, file)));
  return `${commit}-${hash.digest('hex').slice(0, 12)}`;
};

export const reportsFolder = (key: string): string => join(ROOT, '.ringside', 'reports', key);

const VitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Everything but a pass is a failure: a skipped test proves nothing. */
export const readVitest = (json: unknown): Report => {
  const { testResults } = VitestReport.parse(json);
  return {
    outcomes: testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map(({ fullName, status }) => ({
        title: fullName.trim(),
        file: name,
        passed: status === 'passed',
        runner: 'vitest' as const,
      })),
    ),
    breakages: testResults
      .filter(
        each => each.status === 'failed' && each.assertionResults.every(test => test.status === 'passed'),
      )
      .map(each => `${each.name}: ${each.message ?? 'did not run'}`),
  };
};

const Spec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(z.object({ status: z.string() })),
});
type Suite = { title: string; specs?: z.infer<typeof Spec>[]; suites?: Suite[] };
const Suite: z.ZodType<Suite> = z.object({
  title: z.string(),
  specs: z.array(Spec).optional(),
  get suites() {
    return z.array(Suite).optional();
  },
});
const PlaywrightReport = z.object({
  suites: z.array(Suite),
  errors: z.array(z.object({ message: z.string().optional() })),
});

const outcomesOf = (suite: Suite, path: readonly string[]): Outcome[] => [
  ...(suite.specs ?? []).flatMap(spec =>
    spec.tests.map(test => ({
      title: [...path, spec.title].join(' '),
      file: spec.file,
      passed: test.status === 'expected',
      runner: 'playwright' as const,
    })),
  ),
  ...(suite.suites ?? []).flatMap(inner => outcomesOf(inner, [...path, inner.title])),
];

export const readPlaywright = (json: unknown): Report => {
  const { suites, errors } = PlaywrightReport.parse(json);
  return {
    outcomes: suites.flatMap(file => outcomesOf(file, [])),
    breakages: errors.map(error => error.message ?? 'the runner failed'),
  };
};

const RUNNERS = {
  'vitest.json': readVitest,
  'carrier.json': readVitest,
  'journeys.json': readPlaywright,
  'waiting.json': readPlaywright,
  'long-vitest.json': readVitest,
  'long.json': readPlaywright,
};
export type ReportFile = keyof typeof RUNNERS;

/** One runner's report; undefined if it left none. */
export const readReport = (key: string, file: ReportFile): Report | undefined => {
  const path = join(reportsFolder(key), file);
  return existsSync(path) ? RUNNERS[file](JSON.parse(readFileSync(path, 'utf8'))) : undefined;
};

/** All runners' reports on this tree; undefined unless every runner left one. */
export const readReports = (key: string): Report | undefined => {
  const files = ['vitest.json', 'journeys.json', 'waiting.json'] as const;
  const reports = [...files.map(file => readReport(key, file)), readReport(carrierKey(), 'carrier.json')];
  if (reports.some(report => report === undefined)) return undefined;
  return {
    outcomes: reports.flatMap(report => report?.outcomes ?? []),
    breakages: reports.flatMap(report => report?.breakages ?? []),
  };
};
