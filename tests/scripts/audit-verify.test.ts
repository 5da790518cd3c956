import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { execute, migrate } from '../../scripts/database.ts';
import { ROOT } from '../../scripts/process.ts';
import { FIRST_SEAL, sealedText } from '../../shared/audit/seal.ts';

const home = mkdtempSync(join(tmpdir(), 'ringside-audit-'));
const folder = join(home, 'worker');
afterAll(() => rmSync(home, { recursive: true }));

const entry = (id: number, workspaceId: string, act: string) => ({
  id,
  workspaceId,
  at: 1000 + id,
  memberId: null,
  act,
  target: null,
  before: null,
  after: '{"a":1}',
  requestId: `req_${id}`,
});

const verify = () => {
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'scripts/audit-verify.ts')], {
    env: { ...process.env, RINGSIDE_HOME: home },
    encoding: 'utf8',
  });
  return { code: status, told: JSON.parse(stdout) };
};

beforeAll(async () => {
  await migrate(folder);
  const seals = new Map<string, string>();
  const rows = [1, 2, 3, 4, 5].map(id => {
    const row = entry(id, id % 2 ? 'ws_a' : 'ws_b', 'numbers.buy');
    const text = sealedText(seals.get(row.workspaceId) ?? FIRST_SEAL, row);
    const seal = createHash('sha256').update(text).digest('hex');
    seals.set(row.workspaceId, seal);
    return `insert into audit_entry values (${id}, '${row.workspaceId}', ${row.at}, null, '${row.act}', null, null, '${row.after}', '${row.requestId}', '${seal}');`;
  });
  await execute({ folder }, rows.join('\n'));
}, 60_000);

it('finds a log whole, and says where a chain is broken', async () => {
  expect(verify()).toMatchObject({ code: 0, told: { ok: true, entries: 5, unsealed: 0 } });
  await execute(
    { folder },
    "drop trigger audit_entry_stays; update audit_entry set act = 'nothing' where id = 3;",
  );
  const { code, told } = verify();
  expect(code).toBe(1);
  expect(told).toMatchObject({ ok: false });
  expect(told.workspaces).toMatchObject([
    { id: 'ws_a', brokenFrom: 3 },
    { id: 'ws_b', brokenFrom: null },
  ]);
}, 60_000);
