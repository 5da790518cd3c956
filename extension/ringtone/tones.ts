/** The ringtones, made of notes: nothing has to be fetched before it rings. */
import type { Ringtone } from './choice.ts';

type Note = {
  /** Seconds after the start of the loop. */
  readonly at: number;
  readonly lastsSeconds: number;
  /** What sounds together, hertz. */
  readonly tones: readonly number[];
  /** `even` keeps its loudness, as a telephone's ring does; `struck` fades, as a bell does. */
  readonly shape: 'even' | 'struck';
};
type Tone = { readonly loopSeconds: number; readonly notes: readonly Note[] };

const ringAt = (at: number): Note => ({ at, lastsSeconds: 0.4, tones: [440, 480], shape: 'even' });
const struckAt = (at: number, hertz: number, lastsSeconds: number): Note => ({
  at,
  lastsSeconds,
  tones: [hertz, hertz * 2, hertz * 3.01],
  shape: 'struck',
});

const TONES: Readonly<Record<Exclude<Ringtone, 'off'>, Tone>> = {
  classic: { loopSeconds: 3, notes: [ringAt(0), ringAt(0.6)] },
  chime: {
    loopSeconds: 3,
    notes: [struckAt(0, 784, 1.2), struckAt(0.25, 988, 1.2), struckAt(0.5, 1175, 1.8)],
  },
  marimba: {
    loopSeconds: 2.4,
    notes: [
      struckAt(0, 523, 0.35),
      struckAt(0.2, 659, 0.35),
      struckAt(0.4, 784, 0.35),
      struckAt(0.8, 659, 0.35),
      struckAt(1, 784, 0.35),
    ],
  },
};

const RATE = 16_000;
/** Full scale is 1. Loud enough for another room, without distortion where notes overlap. */
const PEAK = 0.5;
/** Notes begin and end within this time, so that they do not click. */
const EDGE_SECONDS = 0.008;

const loudness = ({ shape, lastsSeconds }: Note, at: number): number => {
  const edge = Math.min(1, at / EDGE_SECONDS, (lastsSeconds - at) / EDGE_SECONDS);
  return shape === 'even' ? edge : edge * Math.exp((-4 * at) / lastsSeconds);
};

/** One loop of a ringtone, as samples. */
export const samplesOf = (ringtone: Exclude<Ringtone, 'off'>): Float32Array<ArrayBuffer> => {
  const { loopSeconds, notes } = TONES[ringtone];
  const samples = new Float32Array(loopSeconds * RATE);
  for (const note of notes) {
    const from = Math.round(note.at * RATE);
    const count = Math.round(note.lastsSeconds * RATE);
    for (let n = 0; n < count && from + n < samples.length; n++) {
      const at = n / RATE;
      const sum = note.tones.reduce((so, hertz, i) => so + Math.sin(2 * Math.PI * hertz * at) / (i + 1), 0);
      samples[from + n] = (samples[from + n] ?? 0) + (PEAK * loudness(note, at) * sum) / note.tones.length;
    }
  }
  return samples;
};

/** Plays the ringtone, again and again or once; returns what stops it. */
export const play = (ringtone: Exclude<Ringtone, 'off'>, how: 'again' | 'once'): (() => void) => {
  const context = new AudioContext();
  const samples = samplesOf(ringtone);
  const buffer = context.createBuffer(1, samples.length, RATE);
  buffer.copyToChannel(samples, 0);
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.loop = how === 'again';
  source.connect(context.destination);
  source.start();
  const stop = (): void => {
    if (context.state !== 'closed') void context.close();
  };
  source.onended = stop;
  return stop;
};
