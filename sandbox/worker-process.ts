// One Worker on workerd, as a process of its own: `node worker-process.ts CONFIG`. It ends with SIGTERM, or with whoever
// started it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4MiniflareOptions } from 'miniflare';
import type { WorkerBundle } from './worker-bundle.ts';
import { openLog } from './worker-log.ts';

export type WorkerConfig = WorkerBundle & {
  readonly port: number;
  readonly databaseFolder: string;
  /** What it says goes to the end of this file. */
  readonly logFile: string;
  /** Variables and secrets, in place of what wrangler.toml says or beside it. */
  readonly vars: Readonly<Record<string, string>>;
};

// wrangler.toml's crons: locally nothing fires them but this.
const EVERY_MINUTE = '* * * * *';
const NIGHTLY = '17 3 * * *';
const MINUTE_MS = 60_000;
// Each turn of the event loop reads what a pipe has; a Worker that never stops talking is ended all the same.
const QUIET_TURNS = 3;
const MOST_TURNS = 1_000;

const [file = ''] = process.argv.slice(2);
const config: WorkerConfig = JSON.parse(readFileSync(file, 'utf8'));
const { script, options, port, databaseFolder, logFile, vars } = config;
// It may be the same full disk.
process.stderr.on('error', () => undefined);
const log = openLog(logFile, text => process.stderr.write(`${text}\n`));
/** How many lines the Worker said. */
let heard = 0;

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    ...options,
    // The names of Durable Objects' files begin with it.
    name: 'ringside',
    modules: [{ type: 'ESModule', path: 'index.js', contents: script }],
    bindings: { ...options.bindings, ...vars },
    host: 'localhost',
    port,
    cf: false,
    log: new Log(LogLevel.WARN),
    // Written here and now: through a console and a pipe each line costs more than most requests.
    handleStructuredLogs: ({ message }) => {
      heard += 1;
      log(message);
    },
    // As wrangler lays it out, so that its own commands find the same data.
    resourcePersistencePath: join(databaseFolder, 'v3'),
  } as V4MiniflareOptions),
);

/** Until nothing more comes out of workerd's pipe: what it said by now, it wrote there by now. */
const hearLastLines = async (): Promise<void> => {
  for (let turns = 0, quiet = 0; quiet < QUIET_TURNS && turns < MOST_TURNS; turns += 1) {
    const before = heard;
    await eventLoopTurn();
    quiet = heard === before ? quiet + 1 : 0;
  }
};
let isEnding = false;
const stop = async (): Promise<void> => {
  if (isEnding) return;
  isEnding = true;
  await hearLastLines();
  await miniflare.dispose();
  process.exit(0);
};
// Miniflare's own listeners end the process at once, in the middle of a line.
for (const signal of ['SIGTERM', 'SIGINT']) process.removeAllListeners(signal).on(signal, stop);
process.once('disconnect', stop);

/** As Cloudflare would fire them, once it answers. */
const fireCrons = async (): Promise<void> => {
  await miniflare.ready;
  const worker = await miniflare.getWorker();
  // One that fails is made good by the next minute's; the Worker's own log has the cause.
  const fire = (cron: string): void => {
    worker.scheduled({ cron }).catch((error: unknown) => log(`cron ${cron}: ${error}`));
  };
  fire(NIGHTLY);
  setInterval(() => fire(EVERY_MINUTE), MINUTE_MS);
  // Who started it may not want to wait for the next one.
  process.on('message', message => message === 'minute' && fire(EVERY_MINUTE));
  process.send?.('ready');
};
await fireCrons().catch((error: unknown) => {
  // Whoever ended it while it started is not told that it did not.
  if (!isEnding) throw error;
});
