// The Worker on workerd, as a child process (worker-process.ts).
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from '../scripts/process.ts';
import { QUIET_WRANGLER } from '../scripts/wrangler.ts';
import { buildWorker, type WorkerBundle } from './worker-bundle.ts';
import { endOfLog } from './worker-log.ts';
import type { WorkerConfig } from './worker-process.ts';

const START_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 5_000;

export type WorkerOptions = {
  readonly home: string;
  readonly port: number;
  readonly databaseFolder: string;
  readonly sealingKey: string;
  readonly carrierUrl: string;
  readonly signallingUrl: string;
  /** Override those of wrangler.toml. */
  readonly vars?: Readonly<Record<string, string>>;
};

export type RunningWorker = {
  /** The one address that users type, the carrier calls back and signatures cover. */
  readonly url: string;
  readonly logFile: string;
  /** The process that runs workerd and writes its log. */
  readonly pid: number | undefined;
  /** Fulfilled with a message when it ends unexpectedly. */
  readonly died: Promise<string>;
  /** Runs its every-minute job now. */
  minute(): void;
  /** Puts a file into its bucket of recordings. */
  putRecording(key: string, file: string): Promise<void>;
  /** Makes it accept requests and answer none until it is thawed: a Worker that hangs. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
};

/** Signals the process and the workerd it started. */
const signalGroup = (child: ChildProcess, name: NodeJS.Signals) => {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid, name);
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!gone) throw error;
  }
};

/** Readable by this user only: it contains secrets, and every user of the machine can read a process's arguments. */
const writeConfig = (options: WorkerOptions, url: string, logFile: string, bundle: WorkerBundle): string => {
  const file = join(options.home, 'worker.json');
  const config: WorkerConfig = {
    ...bundle,
    port: options.port,
    databaseFolder: options.databaseFolder,
    logFile,
    vars: {
      PUBLIC_URL: url,
      CARRIER_URL: options.carrierUrl,
      SIGNALLING_URL: options.signallingUrl,
      SEALING_KEY_1: options.sealingKey,
      ...options.vars,
    },
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
};

const isHealthy = async (url: string): Promise<boolean> => {
  try {
    const { ok } = await fetch(`${url}/v1/health`, { signal: AbortSignal.timeout(2_000) });
    return ok;
  } catch {
    return false;
  }
};

/** The file for the process's own output; undefined if it cannot be written. */
const openOutput = (logFile: string): number | undefined => {
  try {
    return openSync(logFile, 'a');
  } catch {
    return undefined;
  }
};

/** Starts the Worker and waits until it answers. */
export const startWorker = async (options: WorkerOptions): Promise<RunningWorker> => {
  const url = `http://localhost:${options.port}`;
  const logFile = join(options.home, 'worker.log');
  const config = writeConfig(options, url, logFile, await buildWorker());
  const log = openOutput(logFile);
  const child = spawn(process.execPath, [join(ROOT, 'sandbox/worker-process.ts'), config], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET_WRANGLER },
    stdio: ['ignore', log ?? 'ignore', log ?? 'inherit', 'ipc'],
    detached: true,
  });
  if (log !== undefined) closeSync(log);
  const killWithUs = () => signalGroup(child, 'SIGKILL');
  process.once('exit', killWithUs);
  let stopping = false;
  const ended = new Promise<void>(resolve => {
    child.once('close', () => {
      process.off('exit', killWithUs);
      resolve();
    });
  });
  const died = new Promise<string>(resolve => {
    child.once('error', error => resolve(`The Worker did not start: ${error.message}`));
    child.once('close', code => {
      if (!stopping) resolve(`The Worker ended unexpectedly (exit code ${code}):\n${endOfLog(logFile)}`);
    });
  });
  const stop = async () => {
    stopping = true;
    signalGroup(child, 'SIGCONT');
    // On SIGTERM the process ends its own workerd in order; signalling the group is for one that does not react.
    child.kill('SIGTERM');
    const force = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(force);
    signalGroup(child, 'SIGKILL');
  };

  const fault = died.then(words => {
    throw new Error(words);
  });
  // Once the Worker runs, its end is reported through `died`; this promise has no listener any more.
  fault.catch(() => undefined);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await Promise.race([isHealthy(url), fault]))) {
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`The Worker did not answer within ${START_TIMEOUT_MS / 1000} s:\n${endOfLog(logFile)}`);
    }
    await pause(50);
  }
  return {
    url,
    logFile,
    pid: child.pid,
    died,
    minute: () => void child.send('minute'),
    putRecording: (key, file) =>
      new Promise(done => {
        child.on('message', message => message === key && done());
        child.send({ key, file });
      }),
    freeze: () => signalGroup(child, 'SIGSTOP'),
    thaw: () => signalGroup(child, 'SIGCONT'),
    stop,
  };
};
