import { GOOD_MOS, mosOf, POOR_MOS } from '../../shared/diagnostics/quality.ts';
import { bad, good, type Look, warn } from './finding.ts';
import { words } from './words.ts';

const SLOW_MS = 400;

/** Whether the carrier accepts a call from this browser. */
export const line: Look = facts => {
  const { line: test } = facts;
  if (!test) return undefined;
  if (!test.ok) {
    switch (test.error.reason) {
      case 'in_call':
        return warn(words.lineInCall, words.lineInCallNext);
      case 'no_token':
        return bad(words.lineNoToken, words.lineNoTokenNext, { do: 'go_on_duty' });
      case 'microphone':
        return bad(words.lineNoMicrophone, words.lineNoMicrophoneNext, { do: 'microphone' });
      default:
        return bad(words.phoneGone, words.phoneGoneNext, { do: 'go_on_duty' });
    }
  }
  if (test.value.isUp) return good(words.lineUp(test.value.setUpMs));
  return bad(words.lineDown, words.lineDownNext);
};

/** Whether sound goes both ways, and how well. */
export const sound: Look = ({ line: test }) => {
  if (!test?.ok || !test.value.isUp) return undefined;
  const { audio } = test.value;
  if (!audio || audio.packetsReceived === 0) return bad(words.nothingHeard, words.nothingHeardNext);
  if (audio.packetsSent === 0) return bad(words.nothingSent, words.nothingSentNext);
  const lost = audio.packetsLost / (audio.packetsLost + audio.packetsReceived);
  const roundTripMs = audio.roundTripMs ?? 0;
  const mos = mosOf({ roundTripMs, jitterMs: audio.jitterMs, lost });
  const measured = words.quality(mos, roundTripMs, audio.jitterMs, lost);
  if (mos >= GOOD_MOS && roundTripMs < SLOW_MS) return good(measured);
  return (mos < POOR_MOS ? bad : warn)(measured, words.qualityNext);
};
