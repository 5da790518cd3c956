import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { ROOT, runTool } from './process.ts';
import { QUIET_WRANGLER } from './wrangler.ts';

/** Where the rows are: a folder on this machine, or the installation that was deployed from here. */
export type Database = { readonly folder: string } | 'remote';

/** The configuration of the last `npm run deploy` from here: it knows the real database's id. */
export const DEPLOYED_CONFIG = join(ROOT, 'wrangler.deploy.toml');

const where = (database: Database): string[] => {
  if (database !== 'remote') return ['--local', '--persist-to', database.folder];
  return existsSync(DEPLOYED_CONFIG) ? ['--remote', '--config', DEPLOYED_CONFIG] : ['--remote'];
};

const wrangler = async (args: readonly string[], what: string): Promise<string> => {
  const { code, stdout, output } = await runTool('wrangler', args, { env: QUIET_WRANGLER });
  if (code !== 0) throw new Error(`${what} failed:\n${output}`);
  return stdout;
};

const Results = z.array(z.object({ results: z.array(z.record(z.string(), z.unknown())) }));
type Row = z.infer<typeof Results>[number]['results'][number];

/** Runs SQL; the rows of the last statement. */
export const query = async (database: Database, sql: string): Promise<readonly Row[]> => {
  const stdout = await wrangler(
    ['d1', 'execute', 'DB', ...where(database), '--yes', '--json', '--command', sql],
    'The query',
  );
  return Results.parse(JSON.parse(stdout)).at(-1)?.results ?? [];
};

/** Runs SQL of any length. */
export const execute = async (database: Database, sql: string): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-sql-'));
  try {
    const file = join(folder, 'batch.sql');
    writeFileSync(file, sql, { mode: 0o600 });
    await wrangler(
      ['d1', 'execute', 'DB', ...where(database), '--yes', '--file', file],
      'Writing to the database',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const migrationsHash = (): string => {
  const folder = join(ROOT, 'worker/migrations');
  const hash = createHash('sha256');
  for (const name of readdirSync(folder)
    .filter(each => each.endsWith('.sql'))
    .sort()) {
    hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
};

/** Whether there is a local database at all: what is noted beside it says nothing without it. */
export const hasDatabase = (folder: string): boolean => existsSync(join(folder, 'v3', 'd1'));

/** Brings a local database up to the newest migration; does nothing when it is there already. */
export const migrate = async (folder: string): Promise<void> => {
  const stamp = join(folder, 'migrated');
  const wanted = migrationsHash();
  if (hasDatabase(folder) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  mkdirSync(folder, { recursive: true });
  await wrangler(['d1', 'migrations', 'apply', 'DB', ...where({ folder })], 'Migrating the database');
  writeFileSync(stamp, wanted);
};
