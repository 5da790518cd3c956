import { soundsLikeVoice } from './codec.ts';
import { FRAME_MS, type Frame } from './leg.ts';
import { spokenIn, type Utterance } from './spoken.ts';

/** A finished utterance. */
export type Said = { readonly text: string; readonly language: string; readonly startedAtMs: number };

export type Listening = {
  /** Silence of this length ends an utterance. */
  readonly quietMs: number;
  /** A voice starts after silence. */
  readonly began?: () => void;
  /** The words understood so far, each time there are more. */
  readonly partly?: (text: string) => void;
  readonly said: (said: Said) => void;
};

/** Recognizes the words of one track, in 20 ms frames. */
export type Ears = {
  hear(frame: Frame): void;
  /** Ends the current utterance. */
  finish(): void;
};

/** The words of an utterance that were spoken before it was cut short after `heard` frames. */
const spokenPart = ({ text, frames }: Utterance, heard: number): string => {
  if (heard >= frames) return text;
  const words = text.split(' ');
  return words.slice(0, Math.floor((words.length * heard) / frames)).join(' ');
};

/**
 * Hears the words that travel with the sound. Like speech recognition it waits for silence, so that speech after a
 * short pause belongs to the same text. A voice without words (a real person at a microphone) is heard but not
 * understood.
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
