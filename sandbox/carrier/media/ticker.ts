import { bareGuard, type Guard } from '../guard.ts';
import { FRAME_MS } from './leg.ts';

/** Time in milliseconds from any fixed start; it never goes back. */
export interface MonotonicClock {
  now(): number;
  /** Runs once, after the delay. The returned function cancels it. */
  schedule(run: () => void, delayMs: number): () => void;
}

export const systemClock: MonotonicClock = {
  now: () => performance.now(),
  schedule(run, delayMs) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** The 20 ms beat that drives every room and player. It stops while it has no listeners. */
export interface Ticker {
  /** Runs on every tick until the returned function is called. */
  add(tick: () => void): () => void;
  stop(): void;
  /** Milliseconds UTC if the ticker has a calendar; otherwise its own clock's time. */
  now(): number;
  /** Rooms beat only while something is played in them: in virtual time conversations are not computed. */
  readonly restsUnplayed: boolean;
}

// After a stall (a sleeping laptop, a long garbage collection) at most this many missed beats are caught up.
const MAX_CATCH_UP = 10;

/** Beat n is due at start + n * 20 ms, so timer delays never accumulate. A tick that throws is not run again. */
export const startTicker = (
  clock: MonotonicClock = systemClock,
  now = () => clock.now(),
  { run }: Guard = bareGuard,
): Ticker => {
  const ticks = new Set<() => void>();
  let dueAt = 0;
  let cancel: (() => void) | undefined;

  const plan = () => {
    cancel = clock.schedule(beat, Math.max(0, dueAt - clock.now()));
  };
  const beat = () => {
    const late = Math.floor((clock.now() - dueAt) / FRAME_MS);
    if (late > MAX_CATCH_UP) dueAt += (late - MAX_CATCH_UP) * FRAME_MS;
    while (ticks.size > 0 && dueAt <= clock.now()) {
      dueAt += FRAME_MS;
      for (const tick of [...ticks]) if (!run(tick)) ticks.delete(tick);
    }
    if (ticks.size > 0) plan();
    else cancel = undefined;
  };
  const stop = () => {
    ticks.clear();
    cancel?.();
    cancel = undefined;
  };

  return {
    add(tick) {
      ticks.add(tick);
      if (!cancel) {
        dueAt = clock.now() + FRAME_MS;
        plan();
      }
      return () => {
        ticks.delete(tick);
      };
    },
    stop,
    now,
    restsUnplayed: false,
  };
};
