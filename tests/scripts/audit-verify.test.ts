import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execute, migrate } from '../../scripts/database.ts';
import { ROOT, runTool } from '../../scripts/process.ts';
import { auditMac, newSealingKey } from '../../scripts/seal.ts';
import { QUIET_WRANGLER } from '../../scripts/wrangler.ts';
import { type Anchor, anchorName } from '../../shared/audit/anchor.ts';
import { FIRST_SEAL, sealedText, sealOf } from '../../shared/audit/seal.ts';

const home = mkdtempSync(join(tmpdir(), 'ringside-audit-'));
const folder = join(home, 'worker');
const key = newSealingKey();
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
type Entry = ReturnType<typeof entry>;

/** Five entries of two workspaces: the first two sealed before there were keys. */
const ENTRIES = [1, 2, 3, 4, 5].map(id => entry(id, id % 2 ? 'ws_a' : 'ws_b', 'numbers.buy'));

const sealed = (entries: readonly Entry[], sealingKey: string | undefined): (Entry & { seal: string })[] => {
  const seals = new Map<string, string>();
  return entries.map(row => {
    const { workspaceId } = row;
    const text = sealedText(seals.get(workspaceId) ?? FIRST_SEAL, row);
    const digest = createHash('sha256').update(text).digest('hex');
    const isKeyed = sealingKey !== undefined && row.id > 2;
    const seal = isKeyed ? sealOf(1, digest, auditMac(sealingKey, workspaceId, digest)) : digest;
    seals.set(workspaceId, seal);
    return { ...row, seal };
  });
};

/** Writes the log as the owner of the database could. */
const store = (rows: readonly (Entry & { seal: string })[]) =>
  execute(
    { folder },
    [
      ...['is_kept', 'stays', 'is_not_replaced', 'comes_last'].map(
        name => `drop trigger if exists audit_entry_${name};`,
      ),
      'delete from audit_entry;',
      ...rows.map(
        ({ id, workspaceId, at, act, after, requestId, seal }) =>
          `insert into audit_entry values (${id}, '${workspaceId}', ${at}, null, '${act}', null, null, '${after}', '${requestId}', '${seal}');`,
      ),
    ].join('\n'),
  );

const verify = (keys: Readonly<Record<string, string>> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/audit-verify.ts')], {
    env: { ...process.env, RINGSIDE_HOME: home, ...keys },
    encoding: 'utf8',
  });
  return { code: status, told: stdout === '' ? stderr : JSON.parse(stdout) };
};

const whole = sealed(ENTRIES, key);

beforeAll(async () => {
  await migrate(folder);
  await store(whole);
  const lastOf = (id: string) => whole.findLast(({ workspaceId }) => workspaceId === id);
  const workspaces = ['ws_a', 'ws_b'].map(id => ({
    id,
    entryId: lastOf(id)?.id ?? 0,
    seal: lastOf(id)?.seal ?? '',
    brokenFrom: null,
  }));
  const anchor: Anchor = { version: 1, at: Date.now(), upTo: 5, workspaces };
  const file = join(home, 'anchor.json');
  writeFileSync(file, JSON.stringify(anchor));
  const name = `ringside-recordings/${anchorName(anchor.at)}`;
  const args = ['r2', 'object', 'put', name, '--file', file, '--local', '--persist-to', folder];
  expect((await runTool('wrangler', args, { env: QUIET_WRANGLER })).code).toBe(0);
}, 180_000);

describe('npm run audit:verify', () => {
  it('finds a log intact, and says how far an available key vouches for it', () => {
    expect(verify()).toMatchObject({
      code: 0,
      told: {
        ok: true,
        entries: 5,
        unsealed: 0,
        keys: [],
        anchoredAt: expect.any(String),
        workspaces: [
          { id: 'ws_a', brokenFrom: null, provenUpTo: null, unkeyed: 1, matchesAnchor: true },
          { id: 'ws_b', brokenFrom: null, provenUpTo: null, unkeyed: 1, matchesAnchor: true },
        ],
      },
    });
    expect(verify({ SEALING_KEY_1: key })).toMatchObject({
      code: 0,
      told: { ok: true, keys: [1], workspaces: [{ provenUpTo: 5 }, { provenUpTo: 4 }] },
    });
  }, 180_000);

  const changed = ENTRIES.map(each => (each.id === 3 ? { ...each, act: 'nothing' } : each));
  it.each<[string, readonly (Entry & { seal: string })[], object]>([
    [
      'an entry was changed',
      whole.map(each => (each.id === 3 ? { ...each, act: 'nothing' } : each)),
      { brokenFrom: 3 },
    ],
    ['the newest entries were deleted', whole.slice(0, 3), { brokenFrom: null, matchesAnchor: false }],
    [
      'every entry was resealed without a key',
      sealed(changed, undefined),
      { brokenFrom: null, matchesAnchor: false },
    ],
    ['every entry was resealed with another key', sealed(changed, newSealingKey()), { brokenFrom: 3 }],
  ])(
    'says when %s',
    async (_what, rows, of) => {
      await store(rows);
      const { code, told } = verify({ SEALING_KEY_1: key });
      expect(code).toBe(1);
      expect(told).toMatchObject({ ok: false, workspaces: [{ id: 'ws_a', ...of }, { id: 'ws_b' }] });
    },
    60_000,
  );
});
