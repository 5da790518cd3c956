// Runs before every command, on whatever node is there (20 or newer) and with nothing installed: puts into
// node_modules exactly what package-lock.json says, unless it is there already. Writes to standard error only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lock = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules', '.ringside-lock');

const wanted = () => createHash('sha256').update(readFileSync(lock)).digest('hex');
const stamped = () => (existsSync(stamp) ? readFileSync(stamp, 'utf8').trim() : undefined);

/** Whether the developer's own `npm install` has already installed every package: then node_modules is kept. */
const inPlace = () => {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const there = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(JSON.parse(readFileSync(lock, 'utf8')).packages).every(
    ([path, { version, optional }]) =>
      path === '' || (there[path] ? there[path].version === version : optional === true),
  );
};

/** npm tells its child processes about the script that started them; a nested npm would read that as settings. */
const cleanEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^npm_(lifecycle|package|config|command|execpath|node_execpath)/i.test(name) ||
        /^npm_config_(registry|cache|proxy|https_proxy|noproxy|cafile|ca|userconfig|globalconfig)$/i.test(
          name,
        ),
    ),
  );

/** Resolves to the exit code, or undefined if it was interrupted. npm is killed, because on a polite signal it takes
 * half a minute to tidy up what the next install clears away in any case. */
const run = (command, args) =>
  new Promise(done => {
    const child = spawn(command, args, {
      cwd: root,
      env: cleanEnvironment(),
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    let ended = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        ended = true;
        child.kill('SIGKILL');
      });
    }
    child.on('error', () => done(1));
    child.on('close', status => done(ended ? undefined : status));
  });

const npm = args => run(process.platform === 'win32' ? 'npm.cmd' : 'npm', [...args, '--loglevel=error']);

/** The only packages whose install scripts run: they put the binary of this platform in place. */
const WITH_SCRIPTS = ['esbuild', 'workerd'];

const install = async () => {
  process.stderr.write('Installing what package-lock.json lists (once, about half a minute) …\n');
  // npm would do this too, but fails on directories that an interrupted install left half-moved.
  rmSync(join(root, 'node_modules'), { recursive: true, force: true, maxRetries: 5 });
  const installed = await npm([
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
  ]);
  const status = installed === 0 ? await npm(['rebuild', ...WITH_SCRIPTS]) : installed;
  if (status === 0) return;
  if (status === undefined) process.exit(130);
  process.stderr.write('npm ci failed: see above. Is the npm registry within reach?\n');
  process.exit(1);
};

/** The commands are TypeScript, which node runs directly from 22.18 on. If npm has such a node for this
 * platform, the install put it into node_modules/.bin, and npm uses it from there. */
const requireNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const local = existsSync(join(root, 'node_modules', '.bin', 'node'));
  if (local || process.platform === 'win32' || major > 22 || (major === 22 && minor >= 18)) return;
  process.stderr.write(`Node 22.18 or newer is needed on this platform; this is ${process.version}.\n`);
  process.exit(1);
};

if (stamped() !== wanted()) {
  if (!inPlace()) await install();
  writeFileSync(stamp, `${wanted()}\n`);
}
requireNode();
