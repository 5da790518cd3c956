// The test runners: what each is started with, and where its report goes.
import { join } from 'node:path';
import { buildExtension } from '../sandbox/build.ts';
import { ensureChromium } from './chromium.ts';
import type { Outcome, ReportFile } from './reports.ts';

export type Runner = {
  readonly name: string;
  readonly file: ReportFile;
  readonly command: Outcome['runner'];
  readonly args: readonly string[];
  /** How long it may go without any progress before it is stopped. */
  readonly silentMs: number;
  /** Prepared just before this runner starts, so that a failed preparation fails this runner alone. */
  readonly env: () => Promise<Readonly<Record<string, string>>>;
};

/** Longer than any test's own limit. */
const SILENT_MS = 120_000;

type VitestRunner = Pick<Runner, 'name' | 'file' | 'args'> & { readonly times?: number };

export const vitest = (folder: string, { name, file, args, times = 1 }: VitestRunner): Runner => ({
  name,
  file,
  command: 'vitest',
  args: [
    'run',
    '--reporter=default',
    '--reporter=json',
    '--reporter=./scripts/progress/vitest.ts',
    `--outputFile.json=${join(folder, file)}`,
    ...args,
  ],
  silentMs: SILENT_MS * Math.max(1, times),
  env: async () => ({ RUNS: String(times) }),
});

let prepared: Promise<string> | undefined;
/** Prepares Chromium and the extension it loads, once for all runners that need them at the same time. */
const prepare = (): Promise<string> => {
  prepared ??= buildExtension().then(ensureChromium);
  return prepared;
};

type PlaywrightRunner = Pick<Runner, 'name' | 'file' | 'args'> & {
  readonly config?: string;
  readonly silentMs?: number;
};

export const playwright = (folder: string, wanted: PlaywrightRunner): Runner => ({
  name: wanted.name,
  file: wanted.file,
  command: 'playwright',
  args: [
    'test',
    `--config=${wanted.config ?? 'playwright.config.ts'}`,
    '--reporter=list,json,./scripts/progress/playwright.ts',
    ...wanted.args,
  ],
  silentMs: wanted.silentMs ?? SILENT_MS,
  env: async () => ({
    CHROMIUM: await prepare(),
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(folder, wanted.file),
  }),
});

/** Journeys that wait most of the time run beside the others, for about as long. */
const WAITING = '@waits|weather-network|weather-rejoin';
export const journeys = (folder: string, files: readonly string[] = []): Runner[] => [
  playwright(folder, {
    name: 'journeys',
    file: 'journeys.json',
    // Every journey waits at times, for people to answer or talk: a second one uses that time.
    args: ['--workers=2', `--grep-invert=${WAITING}`, '--pass-with-no-tests', ...files],
  }),
  playwright(folder, {
    name: 'journeys that wait',
    file: 'waiting.json',
    args: [`--grep=${WAITING}`, '--pass-with-no-tests', '--output=.ringside/journeys-that-wait', ...files],
  }),
];
