import { soundsLikeVoice } from './codec.ts';
import { FRAME_MS, type Frame } from './leg.ts';
import { sayOver, type Utterance } from './spoken.ts';

// A pause of this length ends a line of the script.
const PAUSE_MS = 600;

/**
 * Words for a real microphone: the sandbox has no speech recognition, so a test that plays a recording into the
 * microphone states its words. Each stretch of voice is the next line; after the last line, voice has no words again.
 */
export const createMicrophone = (lines: () => string[] | undefined): ((said: Frame) => void) => {
  let now: Utterance | undefined;
  let quietMs = PAUSE_MS;
  return said => {
    const isVoice = soundsLikeVoice(said);
    if (isVoice && quietMs >= PAUSE_MS) {
      const text = lines()?.shift();
      now = text === undefined ? undefined : { text, language: 'en-US', frames: 1 };
    }
    quietMs = isVoice ? 0 : quietMs + FRAME_MS;
    if (quietMs >= PAUSE_MS) now = undefined;
    if (now && isVoice) sayOver(said, now);
  };
};
