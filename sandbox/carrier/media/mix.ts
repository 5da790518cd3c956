import { SILENCE } from './codec.ts';
import { type Frame, SAMPLES_PER_FRAME } from './leg.ts';
import { sayAll } from './spoken.ts';

/** One member of a room during one tick. */
export type Voice = {
  /** The audio the member says; undefined is silence. */
  readonly said: Frame | undefined;
  readonly muted: boolean;
  readonly held: boolean;
  readonly id?: string;
  /** The only member who hears this one; undefined: everybody does. */
  readonly coaches?: string | undefined;
};

/** Whether the others hear this member. */
export const speaks = (voice: Voice): boolean => !voice.muted && !voice.held;

/** Whether one member's voice reaches another. */
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

/** What each member hears, in the members' order: everyone who speaks except itself; a held member hears nobody. */
export const mix = (voices: readonly Voice[]): Frame[] =>
  voices.map(listener => {
    if (listener.held) return SILENCE;
    const others: Frame[] = [];
    for (const voice of voices)
      if (voice !== listener && voice.said && reaches(voice, listener)) others.push(voice.said);
    return sumOf(others);
  });
