// A bucket on this machine, as workerd stores it: a SQLite file that names each object's file. Read directly, because
// starting wrangler for an object takes seconds.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { fileName } from './local-database.ts';

const BUSY_MS = 10_000;
const NAMESPACE = 'miniflare-R2BucketObject';

const Stored = z.object({ blob_id: z.string() });

/** The text of an object that was uploaded in one part; undefined if there is none. */
export const readLocalObject = (folder: string, bucket: string, key: string): string | undefined => {
  const file = join(folder, 'v3/r2', NAMESPACE, fileName(NAMESPACE, bucket));
  if (!existsSync(file)) return undefined;
  const index = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    const row = index.prepare('SELECT blob_id FROM _mf_objects WHERE key = ?').get(key);
    if (row === undefined) return undefined;
    return readFileSync(join(folder, 'v3/r2', bucket, 'blobs', Stored.parse(row).blob_id), 'utf8');
  } finally {
    index.close();
  }
};
