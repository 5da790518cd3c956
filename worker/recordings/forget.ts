import type { Clock } from '../../shared/clock.ts';
import { markDeleted, retainedSince } from './store.ts';

// R2 deletes at most a thousand objects at once.
const AT_ONCE = 1000;

/** Deletes the audio of recordings that began before that time, page by page: first the objects, then it is recorded. */
export const forgetRecordings = async (env: Env, startedBefore: number, clock: Clock): Promise<void> => {
  for (;;) {
    const keys = (await retainedSince(env, startedBefore, AT_ONCE)).map(({ key }) => key);
    if (keys.length === 0) return;
    await env.RECORDINGS.delete(keys);
    await markDeleted(env, keys, clock.now());
  }
};
