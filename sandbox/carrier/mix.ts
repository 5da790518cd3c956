import { SILENCE } from './codec.ts';
import { type Frame, SAMPLES_PER_FRAME } from './leg.ts';

/** One member of a room in one tick. */
export type Voice = {
  /** What it says; undefined is silence. */
  readonly said: Frame | undefined;
  readonly muted: boolean;
  readonly held: boolean;
};

/** Whether the others hear this member. */
export const speaks = (voice: Voice): boolean => !voice.muted && !voice.held;

const clamp = (value: number) => Math.max(-32768, Math.min(32767, value));

const sum = (frames: readonly Frame[]): Frame => {
  const [first, ...rest] = frames;
  if (!first) return SILENCE;
  if (rest.length === 0) return first;
  const mixed = new Int16Array(SAMPLES_PER_FRAME);
  for (let i = 0; i < SAMPLES_PER_FRAME; i++) {
    let total = 0;
    for (const frame of frames) total += frame[i] ?? 0;
    mixed[i] = clamp(total);
  }
  return mixed;
};

/** What each member hears of the others, in their order: everyone who speaks but itself; a held member nobody. */
export const mix = (voices: readonly Voice[]): Frame[] =>
  voices.map(listener => {
    if (listener.held) return SILENCE;
    const others: Frame[] = [];
    for (const voice of voices)
      if (voice !== listener && voice.said && speaks(voice)) others.push(voice.said);
    return sum(others);
  });
