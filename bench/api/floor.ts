import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { anyPort } from '../../sandbox/ports.ts';
import type { WorkerConfig } from '../../sandbox/worker-process.ts';
import { ROOT } from '../../scripts/process.ts';

const START_TIMEOUT_MS = 90_000;

export type Floor = { readonly url: string; readonly startMs: number; readonly stop: () => Promise<void> };

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/v1/health`)).ok;
  } catch {
    return false;
  }
};

const stopProcess = async (child: ChildProcess): Promise<void> => {
  const ended = new Promise(resolve => child.once('close', resolve));
  child.kill('SIGTERM');
  await ended;
};

/** The floor Worker, run like the product in the sandbox: its script on workerd. */
export const startFloor = async (folder: string): Promise<Floor> => {
  const port = await anyPort([]);
  const url = `http://localhost:${port}`;
  const begun = performance.now();
  const config: WorkerConfig = {
    script: readFileSync(join(ROOT, 'bench/api/floor-worker.mjs'), 'utf8'),
    options: {
      compatibilityDate: '2026-10-20',
      compatibilityFlags: ['nodejs_compat'],
      d1Databases: { DB: 'floor' },
      durableObjects: { FLOOR: { className: 'Floor', useSQLite: true } },
    },
    port,
    databaseFolder: folder,
    logFile: join(folder, 'floor.log'),
    vars: {},
  };
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'floor.json');
  writeFileSync(file, JSON.stringify(config));
  const child = spawn(process.execPath, [join(ROOT, 'sandbox/worker-process.ts'), file], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const stop = async () => {
    process.off('exit', killWithUs);
    await stopProcess(child);
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
