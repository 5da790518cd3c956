// The Worker on workerd, as a child process of ours: `wrangler dev`.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT, tool } from '../scripts/process.ts';
import { QUIET_WRANGLER } from '../scripts/wrangler.ts';

const START_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 5_000;
// wrangler.toml's crons: locally nothing fires them but this.
const EVERY_MINUTE = '*+*+*+*+*';
const NIGHTLY = '17+3+*+*+*';
const MINUTE_MS = 60_000;
// Wrangler's explorer answers SQL to every page whose host is localhost, whatever its port.
const NO_EXPLORER = { X_LOCAL_EXPLORER: 'false' };

export type WorkerOptions = {
  readonly home: string;
  readonly port: number;
  readonly databaseFolder: string;
  readonly sealingKey: string;
  readonly carrierUrl: string;
  readonly signallingUrl: string;
  /** In place of what wrangler.toml says. */
  readonly vars?: Readonly<Record<string, string>>;
};

export type RunningWorker = {
  /** The same address people type, carriers call back and signatures cover. */
  readonly url: string;
  readonly logFile: string;
  /** Fulfilled with words when it ends without having been asked to. */
  readonly died: Promise<string>;
  /** Takes requests and answers none, until thawed: a Worker that hangs. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
};

/** Wrangler and whatever it started. */
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

const arguments_ = (options: WorkerOptions, url: string): string[] => {
  const { home, port, databaseFolder } = options;
  // Secrets go through a file only the user may read: arguments can be read by everyone on the machine.
  const secretsFile = join(home, 'worker.env');
  writeFileSync(secretsFile, `SEALING_KEY_1=${options.sealingKey}\n`, { mode: 0o600 });
  const vars = {
    PUBLIC_URL: url,
    CARRIER_URL: options.carrierUrl,
    SIGNALLING_URL: options.signallingUrl,
    ...options.vars,
  };
  return [
    ...['dev', '--port', String(port), '--ip', 'localhost', '--inspector-port', '0'],
    ...['--show-interactive-dev-session=false', '--persist-to', databaseFolder, '--env-file', secretsFile],
    ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
  ];
};

const isHealthy = async (url: string): Promise<boolean> => {
  try {
    const { ok } = await fetch(`${url}/v1/health`, { signal: AbortSignal.timeout(2_000) });
    return ok;
  } catch {
    return false;
  }
};

/** Fires the crons as Cloudflare would; the nightly one once per start. Returns what ends it. */
const keepCrons = (url: string): (() => void) => {
  const fire = (cron: string) => {
    // One that fails is made good by the next minute's; the Worker's own log has the cause.
    fetch(`${url}/cdn-cgi/handler/scheduled?cron=${cron}`).catch(() => undefined);
  };
  fire(NIGHTLY);
  const minutes = setInterval(() => fire(EVERY_MINUTE), MINUTE_MS);
  return () => clearInterval(minutes);
};

/** Starts the Worker and waits until it answers. */
export const startWorker = async (options: WorkerOptions): Promise<RunningWorker> => {
  const url = `http://localhost:${options.port}`;
  const logFile = join(options.home, 'worker.log');
  const child = spawn(process.execPath, [tool('wrangler'), ...arguments_(options, url)], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET_WRANGLER, ...NO_EXPLORER },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  let tail = '';
  const keep = (chunk: Buffer) => {
    log.write(chunk);
    tail = (tail + chunk.toString()).slice(-4_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);

  const killWithUs = () => signalGroup(child, 'SIGKILL');
  process.once('exit', killWithUs);
  let stopping = false;
  const ended = new Promise<void>(resolve => {
    child.once('close', () => {
      log.end();
      process.off('exit', killWithUs);
      resolve();
    });
  });
  const died = new Promise<string>(resolve => {
    child.once('error', error => resolve(`The Worker did not start: ${error.message}`));
    child.once('close', code => {
      if (!stopping) resolve(`The Worker ended by itself (exit code ${code}):\n${tail}`);
    });
  });
  let endCrons = () => {};
  const stop = async () => {
    stopping = true;
    endCrons();
    signalGroup(child, 'SIGCONT');
    // Asked alone, wrangler ends its own children in order; the group is for what does not listen.
    child.kill('SIGTERM');
    const force = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(force);
    signalGroup(child, 'SIGKILL');
  };

  const fault = died.then(words => {
    throw new Error(words);
  });
  // Once it runs, its end is told through `died`; nobody waits for this any more.
  fault.catch(() => undefined);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await Promise.race([isHealthy(url), fault]))) {
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`The Worker did not answer within ${START_TIMEOUT_MS / 1000} s:\n${tail}`);
    }
    await pause(50);
  }
  endCrons = keepCrons(url);
  return {
    url,
    logFile,
    died,
    freeze: () => signalGroup(child, 'SIGSTOP'),
    thaw: () => signalGroup(child, 'SIGCONT'),
    stop,
  };
};
