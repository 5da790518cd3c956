import type { Guard } from '../guard.ts';

/** Every delay of the engine; one function ends them all. */
export type Timers = {
  /** Runs once, after the delay. The returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
  /** A delay of ringing or of a person's reaction: shortened by the ring scale. */
  afterRinging(delayMs: number, run: () => void): () => void;
  /** A delay of the carrier's work after a call, such as pricing: shortened by the processing scale. */
  afterProcessing(delayMs: number, run: () => void): () => void;
  stop(): void;
};

/** Factors for delays: 1 is real time. */
export type Scales = { readonly ringing: number; readonly processing: number };

export const createTimers = (scales: Scales, guard: Guard): Timers => {
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
    afterRinging: (delayMs, run) => after(delayMs * scales.ringing, run),
    afterProcessing: (delayMs, run) => after(delayMs * scales.processing, run),
    stop() {
      for (const timer of live) clearTimeout(timer);
      live.clear();
    },
  };
};
