import type { Frame } from './leg.ts';
import type { Source } from './tones.ts';

/** One thing somebody says. */
export type Utterance = {
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
  /** How many frames it takes. */
  readonly frames: number;
};

/** A place in it: the `at`-th frame, from 0. */
export type Spoken = { readonly utterance: Utterance; readonly at: number };

// The words travel with the sound, so that whoever hears a frame, through rooms and music, can know what was said.
const words = new WeakMap<Frame, readonly Spoken[]>();
const NOTHING: readonly Spoken[] = [];

export const spokenIn = (frame: Frame): readonly Spoken[] => words.get(frame) ?? NOTHING;

/** A mix says what its parts say. */
export const sayAll = (mixed: Frame, parts: readonly Frame[]): void => {
  const all = parts.flatMap(spokenIn);
  if (all.length > 0) words.set(mixed, all);
};

/** A sound that says these words. Its frames must be its own. */
export const spoken = (source: Source, utterance: Utterance): Source => {
  let at = 0;
  return () => {
    const frame = source();
    if (frame) words.set(frame, [{ utterance, at: at++ }]);
    return frame;
  };
};

/** A frame of unknown origin says these words. */
export const sayOver = (frame: Frame, utterance: Utterance): void => {
  words.set(frame, [{ utterance, at: 0 }]);
};
