import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { anyPort } from '../../sandbox/ports.ts';
import { ROOT, tool } from '../../scripts/process.ts';
import { QUIET_WRANGLER } from '../../scripts/wrangler.ts';

const START_TIMEOUT_MS = 90_000;

export type Floor = { readonly url: string; readonly startMs: number; readonly stop: () => Promise<void> };

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/v1/health`)).ok;
  } catch {
    return false;
  }
};

const stopGroup = async (child: ChildProcess): Promise<void> => {
  const ended = new Promise(resolve => child.once('close', resolve));
  child.kill('SIGTERM');
  await ended;
};

/** The floor Worker under `wrangler dev`, as the product runs in the sandbox. */
export const startFloor = async (folder: string): Promise<Floor> => {
  const port = await anyPort([]);
  const url = `http://localhost:${port}`;
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    [
      tool('wrangler'),
      ...['dev', '--config', join(ROOT, 'bench/api/floor.toml'), '--port', String(port), '--ip', 'localhost'],
      ...['--inspector-port', '0', '--show-interactive-dev-session=false', '--persist-to', folder],
    ],
    { cwd: ROOT, env: { ...process.env, ...QUIET_WRANGLER }, stdio: 'ignore' },
  );
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const stop = async () => {
    process.off('exit', killWithUs);
    await stopGroup(child);
  };
  while (!(await answers(url))) {
    if (performance.now() - begun > START_TIMEOUT_MS || child.exitCode !== null) {
      await stop();
      throw new Error('The floor Worker did not start.');
    }
    await pause(20);
  }
  return { url, startMs: performance.now() - begun, stop };
};
