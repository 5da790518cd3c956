// `npm run audit:verify`: whether the audit log is intact. It recomputes every seal: a changed, removed or inserted
// entry breaks the chain of its workspace from there on. It also checks the seals' keys if the sealing keys are in
// the environment as `SEALING_KEY_1` … (on this machine, the sandbox's own), and that everything in the last anchor
// is still there. Prints the result as one JSON object; exit code 1 if something is wrong. `--remote` reads the
// installation that was deployed from here, otherwise this machine's.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readAnchor } from './audit-anchor.ts';
import { followAll, type SealingKeys } from './audit-chains.ts';
import { type Database, migrate } from './database.ts';
import { homeFolder } from './home.ts';

const { values } = parseArgs({
  options: { remote: { type: 'boolean', default: false }, local: { type: 'boolean', default: false } },
});
const folder = join(homeFolder(), 'worker');
const database: Database = values.remote ? 'remote' : { folder };
if (!values.remote) await migrate(folder);

const keysOf = (lines: readonly string[]): SealingKeys =>
  new Map(
    lines.flatMap(line => {
      const [, number, key] = /^SEALING_KEY_(\d{1,4})=(.+)$/.exec(line) ?? [];
      return key === undefined ? [] : [[Number(number), key] as const];
    }),
  );
const sandbox = join(homeFolder(), 'worker.env');
const keys = keysOf([
  ...(!values.remote && existsSync(sandbox) ? readFileSync(sandbox, 'utf8').split('\n') : []),
  ...Object.entries(process.env).map(([name, value]) => `${name}=${value}`),
]);

const anchor = await readAnchor(database, Date.now());
const { entries, chains, unanchored } = await followAll(database, keys, anchor);
const foundBroken = new Map(anchor?.workspaces.map(({ id, brokenFrom }) => [id, brokenFrom]));
const workspaces = [...new Set([...chains.keys(), ...unanchored])].map(id => {
  const chain = chains.get(id);
  return {
    id,
    lastSeal: chain?.lastSeal ?? null,
    brokenFrom: chain?.brokenFrom ?? foundBroken.get(id) ?? null,
    // The last entry an available key vouches for; null if none does.
    provenUpTo: chain?.provenUpTo ?? null,
    unkeyed: chain?.unkeyed ?? 0,
    unsealed: chain?.unsealed ?? 0,
    matchesAnchor: anchor ? !unanchored.has(id) : null,
  };
});
const ok = workspaces.every(
  ({ brokenFrom, matchesAnchor }) => brokenFrom === null && matchesAnchor !== false,
);
console.log(
  JSON.stringify({
    ok,
    entries,
    // Entries younger than a minute have no seal: anybody who can write to the database could still change them.
    unsealed: workspaces.reduce((sum, { unsealed }) => sum + unsealed, 0),
    keys: [...keys.keys()],
    anchoredAt: anchor ? new Date(anchor.at).toISOString() : null,
    workspaces,
  }),
);
process.exitCode = ok ? 0 : 1;
