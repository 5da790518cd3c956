// `npm run migration`: writes the migration that the `table.ts` files call for. drizzle-kit compares them with its newest
// snapshot alone, so the older ones are removed: each lists the whole schema again.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runTool } from './process.ts';

const FOLDER = join(ROOT, 'worker/migrations/meta');

const { code } = await runTool('drizzle-kit', ['generate', ...process.argv.slice(2)], { output: 'stderr' });
if (code === 0)
  for (const old of readdirSync(FOLDER)
    .filter(name => name.endsWith('_snapshot.json'))
    .sort()
    .slice(0, -1))
    rmSync(join(FOLDER, old));
process.exitCode = code;
