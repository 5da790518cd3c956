import type { Amd, AnsweredBy } from '../calls/amd.ts';
import { soundsLikeVoice } from '../media/codec.ts';
import { FRAME_MS, type Frame } from '../media/leg.ts';
import { pureTone } from '../media/pure-tone.ts';

/** Takes the called party's audio in 20 ms frames; returns the verdict once there is one. */
export type MachineDetector = (said: Frame) => AnsweredBy | undefined;

const BEEP_MS = 160;
const FAX_MS = 400;
// The answering tone of a fax and its calling tone (ITU-T T.30, section 4).
const FAX_HZ = [2100, 1100];
const TOLERANCE_HZ = 30;
// Silence of this length ends a greeting.
const GREETING_END_MS = 2500;

const isFax = (hz: number): boolean => FAX_HZ.some(fax => Math.abs(fax - hz) < TOLERANCE_HZ);

/** Measures speech and silence as Twilio's documentation describes it (voice/answering-machine-detection). */
export const createMachineDetector = (amd: Amd): MachineDetector => {
  let atMs = 0;
  let spokenSince: number | undefined;
  let quietSince = 0;
  let toneSince: number | undefined;
  let toneHz = 0;
  let isMachine = false;
  let hasBeeped = false;

  const toneMs = () => (toneSince === undefined ? 0 : atMs + FRAME_MS - toneSince);
  const hearTone = (said: Frame) => {
    const hz = pureTone(said);
    if (hz === undefined) {
      hasBeeped ||= toneMs() > BEEP_MS;
      toneSince = undefined;
    } else if (toneSince === undefined || Math.abs(hz - toneHz) > TOLERANCE_HZ) toneSince = atMs;
    toneHz = hz ?? 0;
  };

  const inGreeting = (quietMs: number): AnsweredBy | undefined => {
    if (toneMs() >= BEEP_MS) return 'machine_end_beep';
    if (quietMs >= GREETING_END_MS) return 'machine_end_silence';
    return atMs >= amd.timeoutMs ? 'machine_end_other' : undefined;
  };
  const atFirst = (quietMs: number): AnsweredBy | undefined => {
    // A beep with nothing before it: voicemail without a greeting.
    if (hasBeeped) return amd.mode === 'Enable' ? 'machine_start' : 'machine_end_beep';
    if (spokenSince === undefined) return atMs >= amd.silenceMs ? 'unknown' : undefined;
    if (quietMs >= amd.speechEndMs) return 'human';
    // A tone is not speech: a machine that beeps at once has not spoken.
    const spokenMs = quietSince - spokenSince;
    if (spokenMs < amd.speechMs || toneMs() > 0) return undefined;
    isMachine = true;
    return amd.mode === 'Enable' ? 'machine_start' : undefined;
  };

  return said => {
    hearTone(said);
    const isVoice = soundsLikeVoice(said) && toneMs() === 0;
    if (isVoice) spokenSince ??= atMs;
    atMs += FRAME_MS;
    if (isVoice || toneSince !== undefined) quietSince = atMs;
    if (toneMs() >= FAX_MS && isFax(toneHz) && !isMachine) return 'fax';
    const quietMs = atMs - quietSince;
    const verdict = isMachine ? inGreeting(quietMs) : atFirst(quietMs);
    return verdict ?? (atMs >= amd.timeoutMs && !isMachine ? 'unknown' : undefined);
  };
};
