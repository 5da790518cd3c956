import type { Clock } from '../../../shared/clock.ts';
import type { Guard } from '../guard.ts';
import { createWallTime, type Time } from './time.ts';
import { createVirtualTime, VIRTUAL_START } from './virtual.ts';

/** How time passes. */
export type TimeOptions = {
  readonly clock?: Clock;
  /**
   * `wall` (the default): real time, with audio. `virtual`: a clock that jumps to the next delay as soon as
   * nothing is under way. Conversations are not computed, only what is played or recorded; the same seed gives the
   * same ledger to the byte. Real devices need `wall`.
   */
  readonly time?: 'wall' | 'virtual';
  /** Shortens ringing, ring timeouts and the time people take to answer: 0.2 is five times as fast. */
  readonly ringScale?: number;
  /**
   * Shortens the carrier's work after a call: a recording is ready some seconds after its end, a price a minute after
   * the call's. 1 is real time; 0 is immediate.
   */
  readonly processingScale?: number;
};

export const createTime = (
  { time, clock, ringScale = 1, processingScale = 1 }: TimeOptions,
  guard: Guard,
): Time => {
  const scales = { ringing: ringScale, processing: processingScale };
  return time === 'virtual'
    ? createVirtualTime(clock?.now() ?? VIRTUAL_START, scales, guard)
    : createWallTime(clock ?? { now: () => Date.now() }, scales, guard);
};
