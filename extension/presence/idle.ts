/** Whether anybody uses this computer, as far as the operating system and our own screens can tell (F061). */
import { AWAY_AFTER_MS } from '../../shared/presence/rules.ts';
import type { IdleState } from '../messages.ts';

type IdlePorts = {
  /** Tells the Worker for how long nobody has; null while somebody does. */
  readonly tell: (idleMs: number | null) => void;
  readonly now: () => number;
};

export type Idle = {
  /** The operating system's state: `idle` once the computer has not been used for AWAY_AFTER_MS. */
  readonly hear: (state: IdleState) => void;
  /** Somebody used a page or one of our screens, which the operating system may not have noticed. */
  readonly active: () => void;
  /** Tells the Worker again: on a new socket it knows nothing. */
  readonly repeat: () => void;
};

export const idleness = ({ tell, now }: IdlePorts): Idle => {
  let since: number | null = null;
  let activeAt = Number.NEGATIVE_INFINITY;
  const repeat = (): void => tell(since === null ? null : now() - since);
  const put = (next: number | null): void => {
    if (next === since) return;
    since = next;
    repeat();
  };
  return {
    repeat,
    hear: state => {
      if (state === 'active') put(null);
      // Who locks the computer leaves it at that moment.
      else put(since ?? (state === 'locked' ? now() : Math.max(activeAt, now() - AWAY_AFTER_MS)));
    },
    active: () => {
      activeAt = now();
      if (since !== null) put(activeAt);
    },
  };
};
