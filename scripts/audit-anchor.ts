// The last anchor of the audit log, which the Worker stored in its bucket, outside the database
// (worker/audit/anchor.ts).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Anchor, anchorName } from '../shared/audit/anchor.ts';
import type { Database } from './database.ts';
import { resourcesOf } from './deploy-config.ts';
import { readLocalObject } from './local-bucket.ts';
import { ROOT, runTool } from './process.ts';
import { QUIET_WRANGLER } from './wrangler.ts';

// Wrangler cannot list a bucket. Anchors are named by day, so the latest days are tried, newest first.
const DAYS_BACK = 7;
const DAY_MS = 24 * 60 * 60_000;

const readRemote = async (bucket: string, key: string): Promise<string | undefined> => {
  const args = ['r2', 'object', 'get', `${bucket}/${key}`, '--pipe', '--remote'];
  const { code, stdout, output } = await runTool('wrangler', args, { env: QUIET_WRANGLER });
  if (code === 0) return stdout;
  if (!/does not exist/i.test(output)) throw new Error(`Reading ${key} failed:\n${output}`);
  return undefined;
};

export const readAnchor = async (database: Database, now: number): Promise<Anchor | undefined> => {
  const [bucket = ''] = resourcesOf(readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')).buckets;
  for (let back = 0; back <= DAYS_BACK; back++) {
    const key = anchorName(now - back * DAY_MS);
    const text =
      database === 'remote' ? await readRemote(bucket, key) : readLocalObject(database.folder, bucket, key);
    if (text !== undefined) return Anchor.parse(JSON.parse(text));
  }
  return undefined;
};
