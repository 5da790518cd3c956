/** Whether a call gets through, and its sound. A test call that rings nobody shows it. */
import { GOOD_MOS, mosOf, POOR_MOS } from '../../shared/diagnostics/quality.ts';
import type { AudioStats } from '../messages.ts';
import type { Facts } from './facts.ts';
import { bad, good, type Look, open, warn } from './finding.ts';
import { words } from './words.ts';

const SLOW_MS = 400;

/** Whether the carrier accepts a call from this browser. */
export const line: Look = ({ line: test }) => {
  if (!test) return undefined;
  if (!test.ok) {
    switch (test.error.reason) {
      case 'in_call':
        return open(words.lineInCall, words.lineInCallNext);
      case 'no_token':
        return bad(words.lineNoToken, words.lineNoTokenNext, { do: 'reconnect' });
      // The checks of the devices and of the connection name these.
      case 'microphone':
        return open(words.lineNoMicrophone, words.lineNoMicrophoneNext);
      default:
        return open(words.lineNoPhone);
    }
  }
  if (test.value.isUp) return good(words.lineUp(test.value.setUpMs));
  return bad(words.lineDown, words.lineDownNext);
};

export const webhook: Look = ({ line: test, wasWorkerAsked }) => {
  if (test && !(test.ok && test.value.isUp)) return open(words.notTested);
  if (!test || wasWorkerAsked === undefined) return undefined;
  return wasWorkerAsked ? good(words.webhookGood) : bad(words.webhookLost, words.webhookLostNext);
};

/** What the test call measured; null if there was none, undefined if it has not been made yet. */
const audioIn = ({ line: test }: Facts): AudioStats | null | undefined =>
  test && (test.ok && test.value.isUp ? test.value.audio : null);

const wasTested = ({ line: test }: Facts): boolean => test?.ok === true && test.value.isUp;

/** A firewall may let the call through and still block its sound. */
export const sound: Look = facts => {
  const audio = audioIn(facts);
  if (audio === undefined) return undefined;
  if (!wasTested(facts)) return open(words.notTested);
  if (!audio || audio.packetsReceived === 0) return bad(words.nothingHeard, words.nothingHeardNext);
  return audio.packetsSent === 0 ? bad(words.nothingSent, words.nothingSentNext) : good(words.bothHeard);
};

/** How well the sound gets through, in words with figures. */
const measured = (audio: AudioStats) => {
  const { packetsLost, packetsReceived, jitterMs } = audio;
  const lost = packetsLost / (packetsLost + packetsReceived);
  const roundTripMs = audio.roundTripMs ?? 0;
  const mos = mosOf({ roundTripMs, jitterMs, lost });
  return {
    isGood: mos >= GOOD_MOS && roundTripMs < SLOW_MS,
    isPoor: mos < POOR_MOS,
    text: words.quality(mos, roundTripMs, jitterMs, lost),
  };
};

/** A VPN is to blame only while sound suffers: many work well. */
export const vpn: Look = facts => {
  const audio = audioIn(facts);
  if (audio === undefined || facts.isVpn === undefined) return undefined;
  if (!facts.isVpn) return good(words.noVpn);
  if (!audio) return open(words.vpnUntested);
  const { isGood, isPoor, text } = measured(audio);
  return isGood ? good(words.vpnGood) : (isPoor ? bad : warn)(words.vpnPoor(text), words.vpnNext);
};

export const soundQuality: Look = facts => {
  const audio = audioIn(facts);
  if (audio === undefined) return undefined;
  if (!audio) return open(words.notTested);
  const { isGood, isPoor, text } = measured(audio);
  return isGood ? good(text) : (isPoor ? bad : warn)(text, words.qualityNext);
};
