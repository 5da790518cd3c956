import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Commands whose package has another name. */
const PACKAGES: Readonly<Record<string, string>> = { biome: '@biomejs/biome', tsc: 'typescript' };

/** The script behind a command of node_modules/.bin, to be run with the current node. */
export const tool = (command: string): string => {
  const folder = join(ROOT, 'node_modules', PACKAGES[command] ?? command);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
};

export type Finished = {
  readonly code: number;
  /** Standard output alone. */
  readonly stdout: string;
  /** Standard output and standard error, in the order they were written. */
  readonly output: string;
};

type RunOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Where its output goes: kept and returned, or passed on to our standard output or error. */
  readonly output?: 'keep' | 'stdout' | 'stderr';
};

/** Runs a program to its end, without standard input. Never throws for a non-zero exit. */
export const run = (file: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> =>
  new Promise((done, fail) => {
    const passedOn = options.output === 'stdout' ? 1 : 2;
    const sink = (options.output ?? 'keep') === 'keep' ? 'pipe' : passedOn;
    const child = spawn(file, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', sink, sink],
    });
    let stdout = '';
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', fail);
    child.on('close', (code, signal) => done({ code: code ?? (signal ? 1 : 0), stdout, output }));
  });

/** Runs a command of node_modules/.bin with the current node. */
export const runTool = (command: string, args: readonly string[], options?: RunOptions): Promise<Finished> =>
  run(process.execPath, [tool(command), ...args], options);
