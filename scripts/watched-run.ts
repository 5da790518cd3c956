// Runs a test runner and stops it if it makes no progress: a test run always ends, and says where it hung.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT, run, tool } from './process.ts';
import type { ProgressEvent } from './progress/event.ts';
import { followProgress, stallWords, type Test } from './progress/stall.ts';

export type WatchedRun = {
  readonly name: string;
  /** A command of node_modules/.bin whose reporter reports progress (scripts/progress). */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly output: 'stdout' | 'stderr';
  /** How long it may go without progress. */
  readonly silentMs: number;
};

export type Watched = {
  readonly code: number;
  /** Every test that finished, even if the runner was stopped before it wrote its report. */
  readonly finished: readonly Test[];
  /** The message that says where it hung; undefined if it ended on its own. */
  readonly stalled?: string;
};

// Node's diagnostic report shows what a hanging runner waits for (libuv handles, stacks).
const REPORTS = join(ROOT, '.ringside/stalled');
const REPORT_MS = 2_000;
const REPORT_FLAGS = ['--report-on-signal', '--report-exclude-network', `--report-directory=${REPORTS}`];

type Process = { readonly pid: number; readonly line: string };

/** A process and all processes it started, as far as the system lists them. */
const processesUnder = async (root: number): Promise<readonly Process[]> => {
  if (process.platform === 'win32') return [{ pid: root, line: String(root) }];
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,stat=,time=,args=']);
  const all = stdout
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .map(line => ({ pid: Number.parseInt(line, 10), parent: Number(line.split(/\s+/)[1]), line }));
  const under = (pid: number): Process[] => all.filter(each => each.parent === pid).flatMap(withAll);
  const withAll = (each: Process): Process[] => [each, ...under(each.pid)];
  return all.filter(each => each.pid === root).flatMap(withAll);
};

const kill = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
};

/** Prints what a hanging runner was doing, then ends it and all processes it started. */
const endStalled = async (pid: number, words: string): Promise<void> => {
  // The report is written only if the runner's event loop still turns.
  kill(pid, 'SIGUSR2');
  const processes = await processesUnder(pid);
  const lines = processes.map(each => `    ${each.line.slice(0, 160)}`).join('\n');
  process.stderr.write(`\n${words}\n  Its processes:\n${lines}\n  What it waited for: ${REPORTS}\n`);
  await pause(REPORT_MS);
  for (const each of processes) kill(each.pid, 'SIGKILL');
};

/** Runs it to its end, or stops it once it makes no progress. Never throws for a non-zero exit. */
export const runWatched = ({ name, command, args, env, output, silentMs }: WatchedRun): Promise<Watched> =>
  new Promise((done, fail) => {
    mkdirSync(REPORTS, { recursive: true });
    const sink = output === 'stdout' ? 1 : 2;
    const child = spawn(process.execPath, [...REPORT_FLAGS, tool(command), ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', sink, sink, 'ipc'],
    });
    const { pid } = child;
    const progress = followProgress();
    let stalled: string | undefined;

    const stall = () => {
      if (pid === undefined || stalled !== undefined) return;
      stalled = stallWords(name, silentMs, progress);
      endStalled(pid, stalled).catch(fail);
    };
    let timer = setTimeout(stall, silentMs);
    child.on('message', (event: ProgressEvent) => {
      progress.told(event);
      clearTimeout(timer);
      timer = setTimeout(stall, silentMs);
    });

    child.on('error', error => {
      clearTimeout(timer);
      fail(error);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      done({ code: code ?? (signal ? 1 : 0), finished: progress.finished(), stalled });
    });
  });
