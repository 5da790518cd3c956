import { availableParallelism } from 'node:os';
import { run } from '../../scripts/process.ts';

/** Puts this process, and whatever it starts from now on, on one core. Where that cannot be, the system decides. */
export const pinTo = async (core: number): Promise<void> => {
  if (process.platform !== 'linux' || availableParallelism() < 2) return;
  // Without taskset the figures are noisier, and right all the same.
  await run('taskset', ['-a', '-c', '-p', String(core), String(process.pid)]).catch(() => undefined);
};

export const unpin = async (): Promise<void> => {
  if (process.platform !== 'linux' || availableParallelism() < 2) return;
  await run('taskset', ['-a', '-p', 'ffffffff', String(process.pid)]).catch(() => undefined);
};
