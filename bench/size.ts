// The size of each part as users get it, and how long the Worker takes to start.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildExtension } from '../sandbox/build.ts';
import { credentialsOf } from '../sandbox/credentials.ts';
import { anyPort } from '../sandbox/ports.ts';
import { startWorker } from '../sandbox/worker.ts';
import { migrate } from '../scripts/database.ts';
import { runTool } from '../scripts/process.ts';
import { QUIET_WRANGLER } from '../scripts/wrangler.ts';
import { startFloor } from './api/floor.ts';
import { type Row, rowOf } from './row.ts';
import { median } from './statistics.ts';

/**
 * Bytes; each gate is the size at the last review plus 5 %. The desk's first paint may be no larger than all of it was
 * before its pages were loaded one by one.
 */
type Limits = { readonly raw: number; readonly gzip: number; readonly gzipGoal?: number };

const PARTS: Readonly<Record<string, Limits>> = {
  'content script': { raw: 74_000, gzip: 38_000, gzipGoal: 20_000 },
  'side panel': { raw: 366_000, gzip: 104_000 },
  phone: { raw: 316_000, gzip: 88_000 },
  background: { raw: 126_000, gzip: 38_600 },
  'desk, first paint': { raw: 434_018, gzip: 128_655, gzipGoal: 64_300 },
  'desk, all pages': { raw: 503_000, gzip: 174_700, gzipGoal: 128_655 },
  // Two thirds of it are libraries that run only when they are first needed: passkeys, the language model.
  'Worker bundle': { raw: 1_625_000, gzip: 434_000 },
};

/** What a page or script loads before it runs; a chunk's list of what its dynamic imports load is not among it. */
const STATIC = {
  html: /(?:src|href)="\/?([^"]+\.(?:js|css))"/g,
  js: /(?:from|import)\s*["'`](\.[^"'`]+\.js)["'`]/g,
} as const;
/** What it may load later: dynamic imports and their style sheets. */
const LATER = /import\(\s*["'`](\.[^"'`]+\.js)["'`]|["'`]\/?(assets\/[^"'`]+\.css)["'`]/g;

/** The files a page or script loads before it runs, or ever, including itself. */
const closureOf = (file: string, isEver = false, seen: Set<string> = new Set()): Set<string> => {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  const isPage = file.endsWith('.html');
  const asked = [...text.matchAll(isPage ? STATIC.html : STATIC.js)].map(([, path = '']) => path);
  const later =
    isEver && !isPage ? [...text.matchAll(LATER)].map(([, js = '', css = '']) => js || `../${css}`) : [];
  for (const next of [...asked, ...later]) closureOf(join(dirname(file), next), isEver, seen);
  return seen;
};

const weigh = (name: string, files: Iterable<string>): Row[] => {
  const contents = [...files].map(file => readFileSync(file));
  const limits = PARTS[name];
  const raw = contents.reduce((sum, content) => sum + content.length, 0);
  const gzip = contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
  return [
    rowOf({
      area: 'size',
      name: `${name}, raw`,
      value: raw,
      unit: 'B',
      gate: limits && { of: 'value', most: limits.raw },
    }),
    rowOf({
      area: 'size',
      name: `${name}, gzip`,
      value: gzip,
      unit: 'B',
      gate: limits && { of: 'value', most: limits.gzip },
      goal: limits?.gzipGoal === undefined ? undefined : { of: 'value', most: limits.gzipGoal },
    }),
  ];
};

const extensionRows = async (): Promise<Row[]> => {
  const folder = await buildExtension();
  const file = (name: string) => join(folder, name);
  return [
    ...weigh('content script', [file('content-scripts/content.js'), file('content-scripts/content.css')]),
    ...weigh('side panel', closureOf(file('sidepanel.html'))),
    ...weigh('desk, first paint', closureOf(file('options.html'))),
    ...weigh('desk, all pages', closureOf(file('options.html'), true)),
    ...weigh('phone', closureOf(file('offscreen.html'))),
    ...weigh('background', closureOf(file('background.js'))),
  ];
};

const workerRows = async (folder: string): Promise<Row[]> => {
  const out = join(folder, 'bundle');
  const { code, output } = await runTool('wrangler', ['deploy', '--dry-run', '--outdir', out], {
    env: QUIET_WRANGLER,
  });
  if (code !== 0) throw new Error(`The Worker did not build:\n${output}`);
  const scripts = readdirSync(out).filter(name => /\.(?:js|mjs|wasm)$/.test(name));
  return weigh(
    'Worker bundle',
    scripts.map(name => join(out, name)),
  );
};

const START_ROUNDS = 3;

const startRows = async (folder: string): Promise<Row[]> => {
  const home = join(folder, 'home');
  const databaseFolder = join(home, 'worker');
  const credentials = credentialsOf(home);
  await migrate(databaseFolder);
  const floors: number[] = [];
  const products: number[] = [];
  for (let round = 0; round < START_ROUNDS; round++) {
    const floor = await startFloor(join(folder, 'floor'));
    floors.push(floor.startMs);
    await floor.stop();
    const port = await anyPort([]);
    const begun = performance.now();
    const carrierUrl = 'http://127.0.0.1:1';
    const worker = await startWorker({
      home,
      port,
      databaseFolder,
      sealingKey: credentials.sealingKey,
      carrierUrl,
      signallingUrl: 'ws://127.0.0.1:1/signal',
    });
    products.push(performance.now() - begun);
    await worker.stop();
  }
  return [
    rowOf({
      area: 'size',
      name: `Worker: command to first answer, median of ${START_ROUNDS}`,
      value: median(products),
      unit: 'ms',
      floor: { name: 'a Worker that only answers', value: median(floors) },
      gate: { of: 'ratio', most: 3 },
    }),
  ];
};

export const benchSize = async (say: (line: string) => void): Promise<readonly Row[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-size-'));
  try {
    const rows = [...(await extensionRows()), ...(await workerRows(folder))];
    say('  starting the Worker');
    return [...rows, ...(await startRows(folder))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
