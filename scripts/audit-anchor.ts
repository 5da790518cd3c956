// The last anchor of the audit log, which the Worker stored in its bucket, outside the database
// (worker/audit/anchor.ts).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Anchor, anchorName } from '../shared/audit/anchor.ts';
import type { Database } from './database.ts';
import { resourcesOf } from './deploy-config.ts';
import { ROOT, runTool } from './process.ts';
import { QUIET_WRANGLER } from './wrangler.ts';

// Wrangler cannot list a bucket. Anchors are named by day, so the latest days are tried, newest first.
const DAYS_BACK = 7;
const DAY_MS = 24 * 60 * 60_000;

export const readAnchor = async (database: Database, now: number): Promise<Anchor | undefined> => {
  const [bucket = ''] = resourcesOf(readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')).buckets;
  const where = database === 'remote' ? ['--remote'] : ['--local', '--persist-to', database.folder];
  for (let back = 0; back <= DAYS_BACK; back++) {
    const name = `${bucket}/${anchorName(now - back * DAY_MS)}`;
    const args = ['r2', 'object', 'get', name, '--pipe', ...where];
    const { code, stdout, output } = await runTool('wrangler', args, { env: QUIET_WRANGLER });
    if (code === 0) return Anchor.parse(JSON.parse(stdout));
    if (!/does not exist/i.test(output)) throw new Error(`Reading ${name} failed:\n${output}`);
  }
  return undefined;
};
