// One Worker on workerd, as a process of its own: `node worker-process.ts CONFIG`. It ends with SIGTERM, or with whoever
// started it.
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4MiniflareOptions } from 'miniflare';
import type { WorkerBundle } from './worker-bundle.ts';

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

const [file = ''] = process.argv.slice(2);
const config: WorkerConfig = JSON.parse(readFileSync(file, 'utf8'));
const { script, options, port, databaseFolder, logFile, vars } = config;
const log = createWriteStream(logFile, { flags: 'a' });

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
    handleStructuredLogs: ({ message }) => void log.write(`${message}\n`),
    // As wrangler lays it out, so that its own commands find the same data.
    resourcePersistencePath: join(databaseFolder, 'v3'),
  } as V4MiniflareOptions),
);

const stop = async (): Promise<void> => {
  await miniflare.dispose();
  process.exit(0);
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.once('disconnect', stop);

await miniflare.ready;
const worker = await miniflare.getWorker();
/** As Cloudflare would fire it. One that fails is made good by the next minute's; the Worker's own log has the cause. */
const fire = (cron: string): void => {
  worker.scheduled({ cron }).catch((error: unknown) => process.stderr.write(`cron ${cron}: ${error}\n`));
};
fire(NIGHTLY);
setInterval(() => fire(EVERY_MINUTE), MINUTE_MS);
// Who started it may not want to wait for the next one.
process.on('message', message => message === 'minute' && fire(EVERY_MINUTE));
process.send?.('ready');
