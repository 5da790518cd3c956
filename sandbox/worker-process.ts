// One Worker on workerd, as a separate process: `node worker-process.ts CONFIG`. It ends on SIGTERM, or when its
// parent process ends.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4MiniflareOptions } from 'miniflare';
import type { WorkerBundle } from './worker-bundle.ts';
import { openLog } from './worker-log.ts';

export type WorkerConfig = WorkerBundle & {
  readonly port: number;
  readonly databaseFolder: string;
  /** The Worker's output is appended to this file. */
  readonly logFile: string;
  /** Variables and secrets that override or extend those of wrangler.toml. */
  readonly vars: Readonly<Record<string, string>>;
};

/** What the parent process may ask for: the every-minute job, or a file put into the bucket of recordings. */
export type WorkerMessage = 'minute' | { readonly key: string; readonly file: string };

// wrangler.toml's crons: locally nothing else fires them.
const EVERY_MINUTE = '* * * * *';
const NIGHTLY = '17 3 * * *';
const MINUTE_MS = 60_000;
// Each turn of the event loop reads what a pipe holds; a Worker that never stops logging is ended all the same.
const QUIET_TURNS = 3;
const MOST_TURNS = 1_000;

const [file = ''] = process.argv.slice(2);
const config: WorkerConfig = JSON.parse(readFileSync(file, 'utf8'));
const { script, options, port, databaseFolder, logFile, vars } = config;
// Standard error may be on the same full disk as the log.
process.stderr.on('error', () => undefined);
const log = openLog(logFile, text => process.stderr.write(`${text}\n`));
/** How many lines the Worker has logged. */
let heard = 0;

// Without other traffic there is nothing to wait for: mail and recordings would only come seconds later.
const { queueConsumers = {} } = options;
const prompt = Object.entries(queueConsumers).map(([name, queue]) => [
  name,
  { ...queue, maxBatchTimeout: 0 },
]);

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    ...options,
    // The file names of Durable Objects start with this name.
    name: 'ringside',
    modules: [{ type: 'ESModule', path: 'index.js', contents: script }],
    bindings: { ...options.bindings, ...vars },
    queueConsumers: Object.fromEntries(prompt),
    host: 'localhost',
    port,
    cf: false,
    log: new Log(LogLevel.WARN),
    // Written synchronously: through a console and a pipe each line costs more than most requests.
    handleStructuredLogs: ({ message }) => {
      heard += 1;
      log(message);
    },
    // Laid out as wrangler does it, so that wrangler's own commands find the same data.
    resourcePersistencePath: join(databaseFolder, 'v3'),
  } as V4MiniflareOptions),
);

/** Waits until workerd's pipe is empty: everything the Worker has logged so far is then in the file. */
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

/** Fires the crons as Cloudflare would, once the Worker answers. */
const fireCrons = async (): Promise<void> => {
  await miniflare.ready;
  const worker = await miniflare.getWorker();
  // A failed run is made up for by the next minute's; the Worker's own log has the cause.
  const fire = (cron: string): void => {
    worker.scheduled({ cron }).catch((error: unknown) => log(`cron ${cron}: ${error}`));
  };
  fire(NIGHTLY);
  setInterval(() => fire(EVERY_MINUTE), MINUTE_MS);
  process.on('message', async (message: WorkerMessage) => {
    // The parent process may not want to wait for the next minute.
    if (message === 'minute') return fire(EVERY_MINUTE);
    const bucket = await miniflare.getR2Bucket('RECORDINGS');
    await bucket.put(message.key, readFileSync(message.file));
    process.send?.(message.key);
  });
  process.send?.('ready');
};
await fireCrons().catch((error: unknown) => {
  // If the parent ended this process while it was starting, the failure is not reported.
  if (!isEnding) throw error;
});
