import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { changeLocally } from './local-database.ts';
import { ROOT, runTool } from './process.ts';
import { QUIET_WRANGLER } from './wrangler.ts';

export { hasDatabase, migrate } from './local-database.ts';

/** A database: in a folder on this machine, or of the installation that was deployed from here. */
export type Database = { readonly folder: string } | 'remote';

/** The configuration of the last `npm run deploy` from here; it contains the real database's id. */
export const DEPLOYED_CONFIG = join(ROOT, 'wrangler.deploy.toml');

const Results = z.array(z.object({ results: z.array(z.record(z.string(), z.unknown())) }));
type Row = z.infer<typeof Results>[number]['results'][number];

const queryRemote = async (sql: string): Promise<readonly Row[]> => {
  const config = existsSync(DEPLOYED_CONFIG) ? ['--config', DEPLOYED_CONFIG] : [];
  const args = ['d1', 'execute', 'DB', '--remote', ...config, '--yes', '--json', '--command', sql];
  const { code, stdout, output } = await runTool('wrangler', args, { env: QUIET_WRANGLER });
  if (code !== 0) throw new Error(`The query failed:\n${output}`);
  return Results.parse(JSON.parse(stdout)).at(-1)?.results ?? [];
};

/** Runs the `before` statements and then `statement` in one transaction; returns the rows of `statement`. */
export const query = async (
  database: Database,
  statement: string,
  before: readonly string[] = [],
): Promise<readonly Row[]> => {
  if (database === 'remote') return queryRemote([...before, statement].join('\n'));
  return changeLocally(database.folder, local => {
    for (const each of before) local.exec(each);
    return local
      .prepare(statement)
      .all()
      .map(row => ({ ...row }));
  });
};

/** Runs SQL of any length on a local database, all or nothing. */
export const execute = async ({ folder }: { readonly folder: string }, sql: string): Promise<void> =>
  changeLocally(folder, local => local.exec(sql));
