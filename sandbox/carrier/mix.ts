import { SILENCE } from './codec.ts';
import { type Frame, SAMPLES_PER_FRAME } from './leg.ts';
import { sayAll } from './spoken.ts';

/** One member of a room in one tick. */
export type Voice = {
  /** What it says; undefined is silence. */
  readonly said: Frame | undefined;
  readonly muted: boolean;
  readonly held: boolean;
  readonly id?: string;
  /** Who alone hears it; undefined: everybody does. */
  readonly coaches?: string | undefined;
};

/** Whether the others hear this member. */
export const speaks = (voice: Voice): boolean => !voice.muted && !voice.held;

/** Whether one member's voice gets to another. */
export const reaches = (voice: Voice, listener: Voice): boolean =>
  speaks(voice) && (voice.coaches === undefined || voice.coaches === listener.id);

const clamp = (value: number) => Math.max(-32768, Math.min(32767, value));

export const sumOf = (frames: readonly Frame[]): Frame => {
  const loud = frames.filter(frame => frame !== SILENCE);
  const [first, second] = loud;
  if (!first) return SILENCE;
  if (!second) return first;
  const mixed = new Int16Array(SAMPLES_PER_FRAME);
  for (let i = 0; i < SAMPLES_PER_FRAME; i++) {
    let total = 0;
    for (const frame of loud) total += frame[i] ?? 0;
    mixed[i] = clamp(total);
  }
  sayAll(mixed, frames);
  return mixed;
};

/** What each member hears of the others, in their order: everyone who speaks but itself; a held member nobody. */
export const mix = (voices: readonly Voice[]): Frame[] =>
  voices.map(listener => {
    if (listener.held) return SILENCE;
    const others: Frame[] = [];
    for (const voice of voices)
      if (voice !== listener && voice.said && reaches(voice, listener)) others.push(voice.said);
    return sumOf(others);
  });
