import { soundsLikeVoice } from './codec.ts';
import { FRAME_MS, type Frame } from './leg.ts';
import { spokenIn, type Utterance } from './spoken.ts';

/** Something that was said, and is over. */
export type Said = { readonly text: string; readonly language: string; readonly startedAtMs: number };

export type Listening = {
  /** So much quiet ends what is said. */
  readonly quietMs: number;
  /** A voice is heard where there was none. */
  readonly began?: () => void;
  /** What was understood so far, whenever there is more of it. */
  readonly partly?: (text: string) => void;
  readonly said: (said: Said) => void;
};

/** Understands what one track says, 20 ms at a time. */
export type Ears = {
  hear(frame: Frame): void;
  /** What was begun is over now. */
  finish(): void;
};

/** The words of an utterance that were spoken, when it was cut short after so many frames. */
const spokenPart = ({ text, frames }: Utterance, heard: number): string => {
  if (heard >= frames) return text;
  const words = text.split(' ');
  return words.slice(0, Math.floor((words.length * heard) / frames)).join(' ');
};

/**
 * Hears the words that travel with the sound. It waits for quiet as speech recognition does, so that what comes after a
 * short pause belongs to the same text; voice without words (a stranger at a microphone) is heard, and not understood.
 */
export const createEars = ({ quietMs, began, partly, said }: Listening): Ears => {
  let atMs = 0;
  let quiet = 0;
  let startedAtMs: number | undefined;
  let told = '';
  const heard = new Map<Utterance, number>();

  const text = () =>
    [...heard]
      .map(([utterance, frames]) => spokenPart(utterance, frames))
      .filter(part => part !== '')
      .join(' ');
  const finish = () => {
    if (startedAtMs === undefined) return;
    const language = [...heard.keys()][0]?.language ?? 'en-US';
    const over = { text: text(), language, startedAtMs };
    startedAtMs = undefined;
    heard.clear();
    told = '';
    if (over.text !== '') said(over);
  };

  return {
    hear(frame) {
      const spoken = spokenIn(frame);
      const isSound = spoken.length > 0 || soundsLikeVoice(frame);
      atMs += FRAME_MS;
      quiet = isSound ? 0 : quiet + FRAME_MS;
      if (isSound && startedAtMs === undefined) {
        startedAtMs = atMs - FRAME_MS;
        began?.();
      }
      for (const { utterance, at } of spoken) heard.set(utterance, at + 1);
      if (partly && spoken.length > 0) {
        const now = text();
        if (now !== told && now !== '') partly(now);
        told = now;
      }
      if (quiet >= quietMs) finish();
    },
    finish,
  };
};
