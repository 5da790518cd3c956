import { type Frame, SAMPLES_PER_FRAME } from './leg.ts';

// Packets come in bursts: this much is buffered before the first frame is given out, and again after it ran dry.
const START_FRAMES = 2;
// Beyond this the sender's clock is ahead of ours (or we stalled): the oldest audio is dropped down to START_FRAMES.
const MAX_FRAMES = 8;

/** Smooths packets of any length into one frame per tick. */
export interface Playout {
  put(samples: Int16Array): void;
  /** The next frame, or undefined while too little is buffered. */
  take(): Frame | undefined;
}

export const createPlayout = (): Playout => {
  let waiting: Int16Array = new Int16Array(0);
  let running = false;

  return {
    put(samples) {
      const joined = new Int16Array(waiting.length + samples.length);
      joined.set(waiting);
      joined.set(samples, waiting.length);
      const tooLong = joined.length > MAX_FRAMES * SAMPLES_PER_FRAME;
      waiting = tooLong ? joined.subarray(-START_FRAMES * SAMPLES_PER_FRAME) : joined;
    },
    take() {
      running = waiting.length >= SAMPLES_PER_FRAME * (running ? 1 : START_FRAMES);
      if (!running) return undefined;
      const frame = waiting.subarray(0, SAMPLES_PER_FRAME);
      waiting = waiting.subarray(SAMPLES_PER_FRAME);
      return frame;
    },
  };
};
