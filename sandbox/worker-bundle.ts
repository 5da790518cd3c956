// The Worker as it is deployed: one minified bundle, built by wrangler once for each state of its sources.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { V4WorkerOptions } from 'miniflare';
import { ROOT, runTool } from '../scripts/process.ts';
import { QUIET_WRANGLER } from '../scripts/wrangler.ts';
import { hashInputs } from './hash-inputs.ts';

const FOLDER = join(ROOT, 'dist/worker');
const INPUTS = ['worker', 'shared', 'wrangler.toml', 'package-lock.json'];
const OPTIONS = 'options.json';

export type WorkerBundle = {
  readonly script: string;
  /** Bindings and dates of wrangler.toml, in the form workerd's starter expects. */
  readonly options: Partial<V4WorkerOptions>;
};

const build = async (into: string): Promise<void> => {
  const { code, output } = await runTool('wrangler', ['deploy', '--dry-run', '--outdir', into], {
    env: QUIET_WRANGLER,
  });
  if (code !== 0) throw new Error(`Building the Worker failed:\n${output}`);
  // Loading wrangler takes a second: once per build, not at each start.
  const { unstable_getMiniflareWorkerOptions } = await import('wrangler');
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(ROOT, 'wrangler.toml'));
  writeFileSync(join(into, OPTIONS), JSON.stringify(workerOptions));
};

/** Builds the Worker, unless it is already built from the same sources. */
export const buildWorker = async (): Promise<WorkerBundle> => {
  const folder = join(FOLDER, hashInputs(INPUTS).slice(0, 24));
  if (!existsSync(folder)) {
    mkdirSync(FOLDER, { recursive: true });
    const begun = mkdtempSync(`${folder}.`);
    await build(begun);
    try {
      renameSync(begun, folder);
    } catch (error) {
      // Another process built it in the meantime.
      rmSync(begun, { recursive: true });
      if (!existsSync(folder)) throw error;
    }
  }
  return {
    script: readFileSync(join(folder, 'index.js'), 'utf8'),
    options: JSON.parse(readFileSync(join(folder, OPTIONS), 'utf8')),
  };
};
