import { availableParallelism } from 'node:os';
import { run } from '../../scripts/process.ts';

/**
 * Puts a process, this one unless said, and whatever it starts from now on, on one core. Where that cannot be, the system
 * decides.
 */
export const pinTo = async (core: number, pid = process.pid): Promise<void> => {
  if (process.platform !== 'linux' || availableParallelism() < 2) return;
  // Without taskset the figures are noisier, and right all the same.
  await run('taskset', ['-a', '-c', '-p', String(core), String(pid)]).catch(() => undefined);
};

export const unpin = async (): Promise<void> => {
  if (process.platform !== 'linux' || availableParallelism() < 2) return;
  await run('taskset', ['-a', '-p', 'ffffffff', String(process.pid)]).catch(() => undefined);
};
