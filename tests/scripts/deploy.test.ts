import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deployConfig, mailOf, nextSealingKey, originOf, resourcesOf } from '../../scripts/deploy-config.ts';
import { ROOT } from '../../scripts/process.ts';

const ORIGIN = 'https://ringside.example.workers.dev';
const toml = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8');

const deploy = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/deploy.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    // No proxy answers at this address: every outgoing request fails.
    env: { ...process.env, HTTPS_PROXY: 'http://127.0.0.1:9', RINGSIDE_ORIGIN: '' },
  });

describe('a deployment', () => {
  it('has the address and the database of its installation filled in, and is otherwise unchanged', () => {
    const made = deployConfig(toml, { origin: ORIGIN }, 'the-id').split('\n');
    const changed = toml.split('\n').flatMap((line, index) => (line === made[index] ? [] : [made[index]]));
    expect(changed).toEqual([`PUBLIC_URL = "${ORIGIN}"`, 'database_id = "the-id"']);
  });

  it('keeps its mail settings until others are given', () => {
    const mail = { mailFrom: 'ringside@acme.example', mailUrl: 'https://mail.acme.example/send' };
    const first = deployConfig(toml, { origin: ORIGIN, ...mailOf(mail, undefined) }, 'the-id');
    expect(first).toContain('MAIL_FROM = "ringside@acme.example"');
    expect(first).toContain('MAIL_URL = "https://mail.acme.example/send"');
    expect(mailOf({}, first)).toEqual(mail);
    expect(mailOf({ mailFrom: 'none' }, first)).toEqual({ mailUrl: mail.mailUrl });
    expect(mailOf({ mailUrl: 'https://other.example' }, first).mailUrl).toBe('https://other.example');
    expect(deployConfig(toml, { origin: ORIGIN, ...mailOf({}, first) }, 'the-id')).toBe(first);
    expect(mailOf({}, deployConfig(toml, { origin: ORIGIN }, 'the-id'))).toEqual({});
  });

  it('needs a database, and the buckets and queues the Worker is bound to', () => {
    const more = '[[r2_buckets]]\nbucket_name = "b"\nqueue = "q"\nqueue = "q"\ndead_letter_queue = "d"\n';
    const { database, buckets, queues } = resourcesOf(`name = "w"\ndatabase_name = "ringside"\n${more}`);
    expect({ database, buckets, queues }).toEqual({
      database: 'ringside',
      buckets: ['b'],
      queues: ['q', 'd'],
    });
  });

  it('gets a sealing key once, and each further key next to the earlier ones', () => {
    expect(nextSealingKey([])).toEqual({ known: 0, next: 1 });
    expect(nextSealingKey(['SEALING_KEY_1', 'OTHER', 'SEALING_KEY_10', 'MY_SEALING_KEY_99'])).toEqual({
      known: 2,
      next: 11,
    });
  });

  it('answers at an https origin and nowhere else', () => {
    expect(originOf(`${ORIGIN}/`)).toBe(ORIGIN);
    for (const bad of ['', 'ringside.example', 'http://ringside.example', `${ORIGIN}/app`, `${ORIGIN}/?a=1`])
      expect(originOf(bad)).toBeUndefined();
  });

  it('says what it needs when it does not know the Worker’s address', () => {
    const { status, stderr } = deploy('--dry-run');
    expect(status).toBe(1);
    expect(stderr).toContain('--origin https://');
  });

  it('is built completely, and sent nowhere, by a dry run without a network', () => {
    const { status, stdout, stderr } = deploy('--dry-run', '--origin', ORIGIN);
    expect(stderr + stdout).toContain('nothing sent');
    expect(status).toBe(0);
    expect(existsSync(join(ROOT, 'dist/worker/index.js'))).toBe(true);
    const manifest = JSON.parse(readFileSync(join(ROOT, 'dist/deploy/chrome-mv3/manifest.json'), 'utf8'));
    expect(manifest.host_permissions).toEqual([`${ORIGIN}/*`]);
    for (const own of ['localhost', '127.0.0.1'])
      expect(manifest.content_security_policy.extension_pages).not.toContain(own);
    expect(manifest.content_security_policy.extension_pages).toContain(`media-src 'self' ${ORIGIN};`);
    // A real installation's phone cannot be pointed at a sandbox: the build does not contain that code.
    const chunks = join(ROOT, 'dist/deploy/chrome-mv3/chunks');
    const offscreen = readdirSync(chunks).filter(name => name.startsWith('offscreen'));
    expect(offscreen.length).toBeGreaterThan(0);
    for (const name of offscreen)
      expect(readFileSync(join(chunks, name), 'utf8')).not.toContain('signalling stays on this machine');
    expect(Object.keys(manifest.icons)).toEqual(['16', '32', '48', '128']);
  }, 60_000);
});
