import type { Guard } from './guard.ts';

/** Every delay of the engine; one call ends them all. */
export type Timers = {
  /** Runs once, after the delay. The answer cancels it. */
  after(delayMs: number, run: () => void): () => void;
  /** A delay of ringing or of a person making up their mind: shortened by the ring scale. */
  afterRinging(delayMs: number, run: () => void): () => void;
  stop(): void;
};

export const createTimers = (ringScale: number, guard: Guard): Timers => {
  const live = new Set<NodeJS.Timeout>();
  const after = (delayMs: number, run: () => void) => {
    const timer = setTimeout(() => {
      live.delete(timer);
      guard.run(run);
    }, delayMs);
    live.add(timer);
    return () => {
      clearTimeout(timer);
      live.delete(timer);
    };
  };
  return {
    after,
    afterRinging: (delayMs, run) => after(delayMs * ringScale, run),
    stop() {
      for (const timer of live) clearTimeout(timer);
      live.clear();
    },
  };
};
