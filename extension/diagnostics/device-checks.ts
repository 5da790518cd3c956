/** What this computer needs to hear and to be heard. */
import { bad, good, type Look, warn } from './finding.ts';
import { words } from './words.ts';

const SILENCE = 0.001;

export const microphone: Look = ({ devices: known }) => {
  if (!known) return undefined;
  if (known.microphone === 'not_asked')
    return bad(words.micNotAsked, words.micNotAskedNext, { do: 'microphone' });
  if (known.microphone === 'refused')
    return bad(words.micRefused, words.micRefusedNext, { do: 'site_settings' });
  return good(words.micGood);
};

export const devices: Look = ({ devices: known }) => {
  if (known?.microphone !== 'granted') return undefined;
  if (known.inputs === 0) return bad(words.noInput, words.noInputNext);
  if (known.outputs === 0) return bad(words.noOutput, words.noOutputNext);
  // Where sound is blocked, the microphone cannot be listened to either.
  if (!known.mayPlay) return good(words.devicesThere);
  if (known.level === null) return bad(words.inputTaken, words.inputTakenNext, { do: 'site_settings' });
  if (known.isMuted || known.level < SILENCE)
    return warn(words.inputSilent(known.label), words.inputSilentNext, { do: 'site_settings' });
  return good(words.inputGood(known.label));
};

export const autoplay: Look = ({ devices: known }) =>
  known && (known.mayPlay ? good(words.playGood) : bad(words.playBlocked, words.playBlockedNext));
