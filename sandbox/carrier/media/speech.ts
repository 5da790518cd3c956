import { clipByText } from '../../people/clips.ts';
import { sayClip } from '../../people/say-clip.ts';
import { dice, hash } from '../dice.ts';
import { FRAME_MS, SAMPLES_PER_FRAME } from './leg.ts';
import { spoken } from './spoken.ts';
import type { Source } from './tones.ts';

/** How long one character takes to say. */
export const SPEECH_MS_PER_CHARACTER = 60;

// Speech falls off above about 500 Hz; this pole does that at 8000 samples a second.
const POLE = 0.68;
const LOUDNESS = 9000;

const loudnessOf = (character: string): number => (/[\p{L}\p{N}]/u.test(character) ? 1 : 0.02);

/**
 * Noise in the rhythm of a text: loud in its letters, quiet between its words. It lasts as long as the words would,
 * so that timing, voice detection and recordings match speech. The same text always sounds the same.
 */
export const murmur = (text: string): Source => {
  const characters = [...text];
  const next = dice(hash(text));
  let at = 0;
  let filtered = 0;
  let loudness = 0;
  return () => {
    const character = characters[Math.floor((at * FRAME_MS) / SPEECH_MS_PER_CHARACTER)];
    if (character === undefined) return undefined;
    at++;
    const goal = loudnessOf(character);
    const frame = new Int16Array(SAMPLES_PER_FRAME);
    for (let i = 0; i < frame.length; i++) {
      loudness += (goal - loudness) / 80;
      filtered = POLE * filtered + (1 - POLE) * (2 * next() - 1);
      frame[i] = LOUDNESS * loudness * filtered;
    }
    return frame;
  };
};

const murmurFrames = (text: string): number =>
  Math.ceil(([...text].length * SPEECH_MS_PER_CHARACTER) / FRAME_MS);

/** A spoken text: the recorded clip of these words if there is one, otherwise a murmur. */
export const speech = (text: string, language = 'en-US'): Source => {
  const words = text.trim().replaceAll(/\s+/g, ' ');
  const name = clipByText(words);
  if (name === undefined)
    return spoken(murmur(words), { text: words, language, frames: murmurFrames(words) });
  return sayClip(name);
};
