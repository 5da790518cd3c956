import { FRAME_MS, type Frame, SAMPLES_PER_FRAME } from './leg.ts';

/** Audio from somewhere, one frame per call; undefined at its end. */
export type Source = () => Frame | undefined;

const SAMPLE_RATE = 8000;
// Two tones of this amplitude stay below full scale; about -11 dBFS each.
const PEAK = 9000;

type Cadence = { readonly onMs: number; readonly offMs: number };

/** Endless, or one sound of `onMs` when there is no pause. The phase continues through the pauses. */
const tone = (frequenciesHz: readonly number[], { onMs, offMs }: Cadence): Source => {
  const steps = frequenciesHz.map(hz => (2 * Math.PI * hz) / SAMPLE_RATE);
  const periodMs = onMs + offMs;
  let sample = 0;
  return () => {
    const atMs = (sample * FRAME_MS) / SAMPLES_PER_FRAME;
    if (offMs === 0 && atMs >= onMs) return undefined;
    const frame = new Int16Array(SAMPLES_PER_FRAME);
    if (atMs % periodMs < onMs)
      for (let i = 0; i < frame.length; i++)
        for (const step of steps) frame[i] = (frame[i] ?? 0) + PEAK * Math.sin(step * (sample + i));
    sample += SAMPLES_PER_FRAME;
    return frame;
  };
};

/** North American ringback: 440 + 480 Hz, two seconds on, four off. */
export const ringback = (): Source => tone([440, 480], { onMs: 2000, offMs: 4000 });
/** The beep of a voicemail. */
export const beep = (onMs = 400): Source => tone([1000], { onMs, offMs: 0 });
/** A steady tone that plays once. */
export const steady = (frequencyHz: number, onMs: number): Source => tone([frequencyHz], { onMs, offMs: 0 });

const ROWS_HZ = [697, 770, 852, 941];
const COLUMNS_HZ = [1209, 1336, 1477, 1633];
const KEYS = '123A456B789C*0#D';

export const isDtmfKey = (key: string): boolean => key.length === 1 && KEYS.includes(key);

/** One key as a phone sounds it (ITU-T Q.23). Throws on an unknown key, which is the caller's bug. */
export const dtmf = (key: string, onMs = 160): Source => {
  const index = KEYS.indexOf(key);
  const row = ROWS_HZ[Math.floor(index / 4)];
  const column = COLUMNS_HZ[index % 4];
  if (!isDtmfKey(key) || row === undefined || column === undefined) throw new Error(`${key} is no DTMF key.`);
  return tone([row, column], { onMs, offMs: 0 });
};

export const silence = (forMs: number): Source => tone([], { onMs: forMs, offMs: 0 });

/** Plays the sources one after the other. */
export const inTurn = (sources: readonly Source[]): Source => {
  const left = [...sources];
  return () => {
    for (let current = left[0]; current; current = left[0]) {
      const frame = current();
      if (frame) return frame;
      left.shift();
    }
    return undefined;
  };
};

/** Repeats a source, recreated for each round; ends only if a round is empty. */
export const repeated = (make: () => Source): Source => {
  let current = make();
  return () => {
    const frame = current();
    if (frame) return frame;
    current = make();
    return current();
  };
};

/** The samples of a clip. The last frame is padded with silence. */
export const clip = (samples: Int16Array): Source => {
  let at = 0;
  return () => {
    if (at >= samples.length) return undefined;
    const frame = new Int16Array(SAMPLES_PER_FRAME);
    frame.set(samples.subarray(at, at + SAMPLES_PER_FRAME));
    at += SAMPLES_PER_FRAME;
    return frame;
  };
};
