import type { Frame } from './leg.ts';
import type { Source } from './tones.ts';

/** A text that is spoken. */
export type Utterance = {
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
  /** Its length in frames. */
  readonly frames: number;
};

/** A position in an utterance: the `at`-th frame, from 0. */
export type Spoken = { readonly utterance: Utterance; readonly at: number };

// The words travel with the sound, so that a listener knows what was said even after rooms and music.
const words = new WeakMap<Frame, readonly Spoken[]>();
const NOTHING: readonly Spoken[] = [];

export const spokenIn = (frame: Frame): readonly Spoken[] => words.get(frame) ?? NOTHING;

/** A mix carries the words of its parts. */
export const sayAll = (mixed: Frame, parts: readonly Frame[]): void => {
  const all = parts.flatMap(spokenIn);
  if (all.length > 0) words.set(mixed, all);
};

/** A sound that carries these words. Its frames must not be shared. */
export const spoken = (source: Source, utterance: Utterance): Source => {
  let at = 0;
  return () => {
    const frame = source();
    if (frame) words.set(frame, [{ utterance, at: at++ }]);
    return frame;
  };
};

/** Attaches words to a frame of unknown origin. */
export const sayOver = (frame: Frame, utterance: Utterance): void => {
  words.set(frame, [{ utterance, at: 0 }]);
};
