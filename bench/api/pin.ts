import { availableParallelism } from 'node:os';
import { run } from '../../scripts/process.ts';

/**
 * Pins a process (by default this one) and everything it starts from now on to one core. Where that is impossible,
 * the system decides.
 */
export const pinTo = async (core: number, pid = process.pid): Promise<void> => {
  if (process.platform !== 'linux' || availableParallelism() < 2) return;
  // Without taskset the figures are noisier, but still valid.
  await run('taskset', ['-a', '-c', '-p', String(core), String(pid)]).catch(() => undefined);
};

export const unpin = async (): Promise<void> => {
  if (process.platform !== 'linux' || availableParallelism() < 2) return;
  await run('taskset', ['-a', '-p', 'ffffffff', String(process.pid)]).catch(() => undefined);
};
