/** The log of a Worker that runs in a separate process. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { anyPort } from '../../sandbox/ports.ts';
import { endOfLog } from '../../sandbox/worker-log.ts';
import type { WorkerConfig } from '../../sandbox/worker-process.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
const folderOfATest = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-log-'));
  ends.push(async () => rmSync(folder, { recursive: true }));
  return folder;
};

const LINES = 500;
/** Logs a lot with each answer. */
const SCRIPT = `export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    for (let n = 1; n <= ${LINES}; n += 1) console.log('line ' + n + ' of ' + pathname);
    return new Response('answered');
  },
  async scheduled() { throw new Error('the cron is broken'); },
};`;

/** A Worker that logs to this file, and its standard error. */
const startChatty = async (folder: string, logFile: string, isUp: 'ready' | 'answers' = 'ready') => {
  const port = await anyPort();
  const config: WorkerConfig = {
    script: SCRIPT,
    options: { compatibilityDate: '2026-10-20' },
    port,
    databaseFolder: folder,
    logFile,
    vars: {},
  };
  const file = join(folder, 'worker.json');
  writeFileSync(file, JSON.stringify(config));
  const child = spawn(process.execPath, ['sandbox/worker-process.ts', file], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', chunk => (errors += String(chunk)));
  const ended = new Promise<number | null>(resolve => child.once('close', resolve));
  const end = () => {
    child.kill('SIGTERM');
    return ended;
  };
  ends.push(end);
  const answered = async () => {
    while (!(await fetch(`http://localhost:${port}/up`).catch(() => undefined)));
  };
  await Promise.race([
    isUp === 'answers' ? answered() : new Promise(resolve => child.once('message', resolve)),
    ended.then(code => Promise.reject(new Error(`It ended with ${code}: ${errors}`))),
  ]);
  const ask = async (path: string) => (await fetch(`http://localhost:${port}/${path}`)).text();
  return { ask, end, errors: () => errors };
};

test('everything a Worker logs before an orderly end is in its log', async () => {
  const folder = folderOfATest();
  const logFile = join(folder, 'worker.log');
  const worker = await startChatty(folder, logFile);
  await Promise.all(['a', 'b', 'c'].map(worker.ask));
  expect(await worker.end()).toBe(0);
  const lines = readFileSync(logFile, 'utf8').split('\n');
  for (const path of ['a', 'b', 'c'])
    for (const n of [1, LINES]) expect(lines).toContain(`line ${n} of /${path}`);
  expect(lines.filter(line => line.startsWith('line '))).toHaveLength(3 * LINES);
  expect(endOfLog(logFile)).toContain(`line ${LINES} of /`);
}, 60_000);

test('a Worker ended as soon as it answers, while it is still starting, also ends in order', async () => {
  const folder = folderOfATest();
  const worker = await startChatty(folder, join(folder, 'worker.log'), 'answers');
  expect([await worker.end(), worker.errors()]).toEqual([0, '']);
}, 60_000);

test('a Worker whose log cannot be written still answers, and reports that once', async () => {
  const folder = folderOfATest();
  const logFile = join(folder, 'worker.log');
  mkdirSync(logFile);
  const worker = await startChatty(folder, logFile);
  expect([await worker.ask('a'), await worker.ask('b')]).toEqual(['answered', 'answered']);
  expect(await worker.end()).toBe(0);
  expect(
    worker.errors().match(/worker\.log cannot be written, so the Worker goes on without a log/g),
  ).toHaveLength(1);
}, 60_000);

test.runIf(process.platform === 'linux')(
  'a Worker whose disk is full when it logs still answers, and reports that once',
  async () => {
    const worker = await startChatty(folderOfATest(), '/dev/full');
    expect([await worker.ask('a'), await worker.ask('b')]).toEqual(['answered', 'answered']);
    expect(await worker.end()).toBe(0);
    expect(worker.errors().match(/goes on without a log: ENOSPC/g)).toHaveLength(1);
  },
  60_000,
);

test('a missing or empty log is reported as such', () => {
  const folder = folderOfATest();
  expect(endOfLog(join(folder, 'none.log'))).toMatch(/^Its log cannot be read: ENOENT.*none\.log/);
  writeFileSync(join(folder, 'empty.log'), '');
  expect(endOfLog(join(folder, 'empty.log'))).toMatch(/^Its log is empty: .*empty\.log/);
  writeFileSync(join(folder, 'long.log'), `first\n${'x'.repeat(10_000)}\nlast\n`);
  expect(endOfLog(join(folder, 'long.log'))).toMatch(/^x+\nlast\n$/);
});
