import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { signInAsGuest } from '../../sandbox/guest.ts';
import { migrate } from '../../scripts/database.ts';
import { ROOT } from '../../scripts/process.ts';
import { me } from '../../shared/team/contract.ts';

const home = mkdtempSync(join(tmpdir(), 'ringside-start-'));
test.afterAll(() => rmSync(home, { recursive: true, force: true }));

type Started = { child: ChildProcess; said: () => string; ended: Promise<number | null> };

/** `npm start` on a machine without a display. */
const begin = (folder = home): Started => {
  const child = spawn(process.execPath, ['sandbox/start.ts'], {
    cwd: ROOT,
    env: { ...process.env, RINGSIDE_HOME: folder, DISPLAY: '', WAYLAND_DISPLAY: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (text += String(chunk)));
  const ended = new Promise<number | null>(resolve => child.once('close', resolve));
  return { child, said: () => text, ended };
};

/** The same, once it has printed its last line. */
const start = async (): Promise<Started> => {
  const started = begin();
  await expect.poll(started.said, { timeout: 90_000 }).toContain('Ctrl-C ends everything');
  return started;
};

const urlOf = (said: string, part: string) => new RegExp(`${part}\\s+(http://\\S+)`).exec(said)?.[1] ?? '';

const answers = async (url: string): Promise<boolean> => {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
};

const whoAmI = (worker: string, token: string) =>
  fetch(`${worker}${me.path}`, { headers: { authorization: `Bearer ${token}` } });

const occupy = (port: number): Promise<Server | undefined> =>
  new Promise(resolve => {
    const server = createServer();
    // A port already taken serves as well: the start has to use another one either way.
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

test.describe.configure({ timeout: 240_000 });

test('a start that was ended while the database was being filled is completed by the next', async () => {
  // The state left behind, with empty tables, is made by hand: filling them is too quick to interrupt.
  const folder = join(home, 'worker');
  await migrate(folder);
  writeFileSync(join(folder, 'seeding'), '');

  const next = await start();
  expect(next.said()).toMatch(/Setup code\s+\S/);
  expect(existsSync(join(folder, 'seeding'))).toBe(false);
  next.child.kill('SIGINT');
  expect(await next.ended).toBe(0);
});

test('a damaged file of an earlier start is named, with what to do', async () => {
  const other = mkdtempSync(join(tmpdir(), 'ringside-damaged-'));
  writeFileSync(join(other, 'credentials.json'), '{"accountSid":');
  const { said, ended } = begin(other);
  expect(await ended).toBe(1);
  expect(said()).toContain(`${join(other, 'credentials.json')} is damaged`);
  expect(said()).toContain(`move ${other} away`);
  rmSync(other, { recursive: true });
});

test('without a display the start says how to continue by hand, ends all its processes, and keeps the data', async () => {
  const first = await start();
  const worker = urlOf(first.said(), 'Worker');
  const parts = [worker, urlOf(first.said(), 'Carrier'), urlOf(first.said(), 'Demo CRM')];
  expect(await Promise.all(parts.map(answers))).toEqual([true, true, true]);
  expect(first.said()).toContain('dist/extension/chrome-mv3');

  expect(first.said()).toContain('click Connect in its side panel');
  expect(first.said()).toContain('npm run setup-code -- --email olivia@northwind.example');

  const code = /Setup code\s+(\S+)/.exec(first.said())?.[1];
  const { token, opened } = await signInAsGuest(worker, code ?? '', 'A test');
  const rep = opened.me;
  expect(rep.workspace.name).toBe('Northwind Sales');

  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
  expect(await Promise.all(parts.map(answers))).toEqual([false, false, false]);

  const other = await occupy(8787);
  const second = await start();
  expect(second.said()).toContain('port 8787 is taken');
  const again = await whoAmI(urlOf(second.said(), 'Worker'), token);
  expect(me.reply.parse(await again.json()).member.id).toBe(rep.member.id);

  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  other?.close();
});
