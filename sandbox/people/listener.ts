import { soundsLikeVoice } from '../carrier/media/codec.ts';
import { createEars } from '../carrier/media/hear-words.ts';
import { FRAME_MS, type Frame } from '../carrier/media/leg.ts';
import { pureTone } from '../carrier/media/pure-tone.ts';
import type { Reaction } from './script.ts';

/** What a person recognizes in what they hear. */
export type Listener = {
  hear(frame: Frame): void;
  digit(digit: string): void;
  /** Starts a new listening turn. */
  reset(): void;
  isVoice(): boolean;
  hasHeardVoice(): boolean;
  quietMs(): number;
  /** Whether the awaited event has happened since the last reset. */
  met(reaction: Reaction): boolean;
  last(): Frame | undefined;
};

const WORDS_QUIET_MS = 400;
const BEEP_MS = 160;
// Music has no pauses as speech does.
const MUSIC_MS = 4000;
const PAUSE_MS = 400;

export const createListener = (): Listener => {
  let frame: Frame | undefined;
  let voice = false;
  let heardVoice = false;
  let quiet = 0;
  let tone = 0;
  let sound = 0;
  let hasBeeped = false;
  let said: string[] = [];
  let digits = '';
  const ears = createEars({ quietMs: WORDS_QUIET_MS, said: ({ text }) => said.push(text.toLowerCase()) });

  return {
    hear(heard) {
      frame = heard;
      voice = soundsLikeVoice(heard);
      heardVoice ||= voice;
      quiet = voice ? 0 : quiet + FRAME_MS;
      sound = quiet < PAUSE_MS ? sound + FRAME_MS : 0;
      tone = voice && pureTone(heard) !== undefined ? tone + FRAME_MS : 0;
      hasBeeped ||= tone >= BEEP_MS;
      ears.hear(heard);
    },
    digit(digit) {
      digits += digit;
    },
    reset() {
      heardVoice = false;
      quiet = 0;
      hasBeeped = false;
      said = [];
      digits = '';
    },
    isVoice: () => voice,
    hasHeardVoice: () => heardVoice,
    quietMs: () => quiet,
    met(reaction) {
      if ('digit' in reaction) return digits.includes(reaction.digit);
      if ('says' in reaction) return said.some(text => text.includes(reaction.says));
      if ('silentMs' in reaction) return quiet >= reaction.silentMs;
      return reaction.hears === 'beep' ? hasBeeped : sound >= MUSIC_MS;
    },
    last: () => frame,
  };
};
