import type { Clock } from '../../shared/clock.ts';
import type { Guard } from './guard.ts';
import { startTicker, type Ticker } from './ticker.ts';
import { createTimers, type Scales, type Timers } from './timers.ts';

/** All time of one network: what waits, what dates and what beats. */
export type Time = {
  readonly kind: 'wall' | 'virtual';
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ticker: Ticker;
  /** Virtual time stands while this work goes on; the wall's does not care. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** As `during`; in virtual time one after the other. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** In virtual time: fulfilled when nothing is under way and nothing is to come. */
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
