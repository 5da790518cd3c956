import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import {
  codeNoteSql,
  foundingSql,
  literal,
  memberSql,
  newSetupCode,
  planNoteSql,
  setupCodeSql,
} from '../../scripts/setup-code-sql.ts';
import { SetupCode } from '../../shared/sign-in/contract.ts';

const NOW = 1_800_000_000_000;

let db: DatabaseSync;
beforeEach(() => {
  db = new DatabaseSync(':memory:');
  const migrations = join(ROOT, 'worker/migrations');
  for (const file of readdirSync(migrations)
    .filter(name => name.endsWith('.sql'))
    .sort()) {
    db.exec(readFileSync(join(migrations, file), 'utf8'));
  }
  const founded = foundingSql({ workspace: "Fisher's", country: 'US', now: NOW });
  db.exec(founded.sql);
  const person = { name: "Pat O'Hara", email: 'Pat@Fishers.example', role: 'owner' };
  db.exec(memberSql(founded.workspaceId, person, NOW));
});

describe('a setup code', () => {
  it('is 20 letters and digits in groups of five, and no two are alike', () => {
    const codes = Array.from({ length: 200 }, newSetupCode);
    expect(new Set(codes).size).toBe(200);
    for (const code of codes) {
      expect(code).toMatch(/^(\w{5}-){3}\w{5}$/);
      expect(SetupCode.parse(code)).toBe(code.replaceAll('-', ''));
    }
  });

  it('is stored as a hash only, for 30 minutes, for the member with that e-mail in any case', () => {
    const code = newSetupCode();
    const row = db.prepare(setupCodeSql('PAT@fishers.example', code, NOW)).get();
    const stored = db.prepare('SELECT * FROM setup_code').get();
    expect(stored).toMatchObject({
      code_hash: createHash('sha256').update(SetupCode.parse(code)).digest('hex'),
      member_id: row?.member_id,
      expires_at: NOW + 30 * 60_000,
      used_at: null,
    });
    expect(JSON.stringify(stored)).not.toContain(SetupCode.parse(code));
  });

  it('is in the audit log before it is stored, as a plan is, but without the code itself', () => {
    db.exec(codeNoteSql('PAT@fishers.example', NOW));
    db.exec(planNoteSql("Fisher's", ['dialer'], NOW));
    const member = db.prepare('SELECT id, workspace_id FROM member').get();
    expect(
      db.prepare('SELECT workspace_id, act, target, before, after, request_id FROM audit_entry').all(),
    ).toEqual([
      {
        workspace_id: member?.workspace_id,
        act: 'setup.code',
        target: member?.id,
        before: null,
        after: '{"email":"PAT@fishers.example"}',
        request_id: 'command line',
      },
      {
        workspace_id: member?.workspace_id,
        act: 'setup.plan',
        target: null,
        before: '[]',
        after: '["dialer"]',
        request_id: 'command line',
      },
    ]);
  });

  it('is not made for an unknown person, nor for a removed member', () => {
    expect(db.prepare(setupCodeSql('eve@fishers.example', newSetupCode(), NOW)).get()).toBeUndefined();
    db.exec(`UPDATE member SET removed_at = ${NOW}`);
    expect(db.prepare(setupCodeSql('pat@fishers.example', newSetupCode(), NOW)).get()).toBeUndefined();
    expect(db.prepare('SELECT * FROM setup_code').all()).toEqual([]);
  });

  it('is made for names with apostrophes too', () => {
    expect(db.prepare('SELECT name FROM workspace').get()).toEqual({ name: "Fisher's" });
    expect(db.prepare('SELECT name FROM member').get()).toEqual({ name: "Pat O'Hara" });
    expect(() => literal('a\0b')).toThrow('NUL');
  });
});
