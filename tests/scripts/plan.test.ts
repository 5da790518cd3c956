import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execute, migrate } from '../../scripts/database.ts';
import { ROOT } from '../../scripts/process.ts';
import { foundingSql } from '../../scripts/setup-code-sql.ts';

const home = mkdtempSync(join(tmpdir(), 'ringside-plan-'));
const folder = join(home, 'worker');

beforeAll(async () => {
  await migrate(folder);
  await execute({ folder }, foundingSql({ workspace: "Fisher's", country: 'US', now: 1 }).sql);
});
afterAll(() => rmSync(home, { recursive: true }));

const plan = (...args: string[]) => {
  const env = { ...process.env, RINGSIDE_HOME: home };
  const { status, stderr } = spawnSync(process.execPath, ['scripts/plan.ts', ...args], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
  return { status, stderr };
};

describe('npm run plan', () => {
  it('leaves out the named parts, and without --without puts everything back in the plan', () => {
    const less = plan('--organization', "Fisher's", '--without', 'dialer, whatsapp');
    expect(less).toEqual({
      status: 0,
      stderr: "The plan of Fisher's leaves out: dialer, whatsapp. Calls in progress continue.\n",
    });
    const all = plan('--organization', "Fisher's");
    expect(all).toEqual({ status: 0, stderr: "The plan of Fisher's includes everything.\n" });
  });

  it('lists the organizations, and the parts a plan can leave out, when given an unknown name', () => {
    const other = plan('--organization', 'Acme', '--without', 'dialer');
    expect(other).toEqual({
      status: 1,
      stderr: "No organization is called Acme. There are: Fisher's.\n",
    });
    const unknown = plan('--organization', "Fisher's", '--without', 'calls');
    expect(unknown.status).toBe(1);
    expect(unknown.stderr).toContain('A plan can leave out dialer, whatsapp, a2p_registration; not calls.');
  });
}, 30_000);
