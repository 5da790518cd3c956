// `npm run audit:verify`: whether the audit log is whole. It computes every seal again; one entry that was changed, taken
// out or put in breaks the chain of its workspace from there on. Prints what it found as one JSON object; exit code 1
// when a chain is broken. `--remote` reads the installation that was deployed from here, otherwise this machine's.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { FIRST_SEAL, sealedText } from '../shared/audit/seal.ts';
import { type Database, migrate, query } from './database.ts';
import { homeFolder } from './home.ts';

const PAGE = 2000;

const Rows = z.array(
  z.object({
    id: z.number(),
    workspaceId: z.string(),
    at: z.number(),
    memberId: z.string().nullable(),
    act: z.string(),
    target: z.string().nullable(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    requestId: z.string(),
    seal: z.string().nullable(),
  }),
);

const { values } = parseArgs({
  options: { remote: { type: 'boolean', default: false }, local: { type: 'boolean', default: false } },
});
const folder = join(homeFolder(), 'worker');
const database: Database = values.remote ? 'remote' : { folder };
if (!values.remote) await migrate(folder);

const seals = new Map<string, string>();
/** By workspace: the first entry whose seal does not follow. */
const broken = new Map<string, number>();
let entries = 0;
let unsealed = 0;
for (let after = 0; ; ) {
  const rows = Rows.parse(
    await query(
      database,
      `SELECT id, workspace_id AS workspaceId, at, member_id AS memberId, act, target, before, after,
       request_id AS requestId, seal FROM audit_entry WHERE id > ${after} ORDER BY id LIMIT ${PAGE};`,
    ),
  );
  for (const { seal, ...entry } of rows) {
    entries++;
    const { workspaceId } = entry;
    const wanted = createHash('sha256')
      .update(sealedText(seals.get(workspaceId) ?? FIRST_SEAL, entry))
      .digest('hex');
    if (seal === null) unsealed++;
    else if (seal !== wanted && !broken.has(workspaceId)) broken.set(workspaceId, entry.id);
    if (seal !== null) seals.set(workspaceId, seal);
  }
  const last = rows.at(-1);
  if (!last || rows.length < PAGE) break;
  after = last.id;
}
console.log(
  JSON.stringify({
    ok: broken.size === 0,
    entries,
    // What is younger than a minute may be changed by whoever may write to the database.
    unsealed,
    workspaces: [...seals].map(([id, seal]) => ({ id, lastSeal: seal, brokenFrom: broken.get(id) ?? null })),
  }),
);
process.exitCode = broken.size === 0 ? 0 : 1;
