import type { Clock } from '../../../shared/clock.ts';
import type { Guard } from '../guard.ts';
import { startTicker, type Ticker } from '../media/ticker.ts';
import { createTimers, type Scales, type Timers } from './timers.ts';

/** All time of one network: timers, the clock and the beat. */
export type Time = {
  readonly kind: 'wall' | 'virtual';
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ticker: Ticker;
  /** Virtual time stands still during this work; real time is unaffected. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** As `during`; in virtual time one piece of work after the other. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** In virtual time: fulfilled when nothing is under way and nothing is scheduled. */
  idle(): Promise<void>;
};

export const createWallTime = (clock: Clock, scales: Scales, guard: Guard): Time => ({
  kind: 'wall',
  clock,
  timers: createTimers(scales, guard),
  ticker: startTicker(undefined, () => clock.now(), guard),
  during: work => work(),
  inTurn: work => work(),
  idle: () => Promise.resolve(),
});
