import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT, tool } from '../../scripts/process.ts';

const house = mkdtempSync(join(tmpdir(), 'ringside-walls-'));
copyFileSync(join(ROOT, 'biome.json'), join(house, 'biome.json'));
afterAll(() => rmSync(house, { recursive: true }));

/** Biome's report on a file at `path` that imports `from`. */
const lint = (path: string, from: string) => {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), `import { x } from '${from}';\n\nexport const y = x;\n`);
  const args = [tool('biome'), 'lint', '--colors=off', '--vcs-enabled=false', path];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' });
  return stdout + stderr;
};

const CLOSED: [string, string][] = [
  ['shared/calls/x.ts', '../../worker/db.ts'],
  ['shared/calls/x.ts', '../../extension/api.ts'],
  ['shared/calls/x.ts', 'node:fs'],
  ['shared/calls/x.ts', 'cloudflare:workers'],
  ['extension/pages/x.ts', '../../worker/db.ts'],
  ['extension/pages/x.ts', '../../sandbox/stack.ts'],
  ['extension/calls/voice-device.ts', '@twilio/voice-sdk'],
  ['worker/calls/dial.ts', '../../extension/api.ts'],
  ['worker/calls/dial.ts', '../contacts/store.ts'],
  ['worker/calls/dial.ts', '../contacts/make.ts'],
  ['worker/calls/dial.ts', '../db.ts'],
  ['worker/calls/dial.ts', 'drizzle-orm'],
  ['worker/calls/store.ts', '../contacts/store.ts'],
  ['worker/calls/store.ts', '../contacts/table.ts'],
  ['worker/calls/store.ts', '../contacts/make.ts'],
  ['worker/calls/table.ts', '../contacts/index.ts'],
  ['worker/register.ts', './audit/store.ts'],
  ['worker/calls/dial.ts', 'twilio/lib/jwt/AccessToken'],
  ['worker/twilio/rest.ts', 'twilio'],
  ['worker/twilio/rest.ts', '../calls/dial.ts'],
  ['sandbox/carrier/rest.ts', '../../worker/twilio/rest.ts'],
  ['sandbox/stack.ts', '../extension/api.ts'],
];

const OPEN: [string, string][] = [
  ['worker/calls/dial.ts', '../contacts/index.ts'],
  ['worker/calls/dial.ts', '../../shared/result.ts'],
  ['worker/calls/dial.ts', './store.ts'],
  ['worker/calls/dial.ts', '../log.ts'],
  ['worker/calls/store.ts', 'drizzle-orm'],
  ['worker/calls/store.ts', '../db.ts'],
  ['worker/calls/store.ts', '../contacts/index.ts'],
  ['worker/contacts/table.ts', '../workspace/table.ts'],
  ['worker/register.ts', './audit/index.ts'],
  ['worker/twilio/token.ts', 'twilio/lib/jwt/AccessToken'],
  ['extension/calls/twilio-phone.ts', '@twilio/voice-sdk'],
];

describe('the walls between the parts', () => {
  for (const [path, from] of CLOSED) {
    it(`keep ${path} from importing ${from}`, () => {
      expect(lint(path, from)).toContain('noRestrictedImports');
    });
  }

  for (const [path, from] of OPEN) {
    it(`let ${path} import ${from}`, () => {
      expect(lint(path, from)).toContain('Checked 1 file');
      expect(lint(path, from)).not.toContain('noRestrictedImports');
    });
  }
});
