import { power } from '../carrier/codec.ts';
import type { Flow, Frame, MediaLeg } from '../carrier/leg.ts';
import { ringback, type Source } from '../carrier/tones.ts';
import type { Step } from './script.ts';
import { createSpeaker, type Speaker } from './speaker.ts';

/** A person on a telephone: the carrier's ringback until they answer, then their script. */
export interface SimLeg extends MediaLeg {
  startRinging(): void;
  answer(): void;
  /** Digits played to the person, in order. */
  digitsHeard(): string;
}

const noFlow = (): { packets: number; energy: number } => ({ packets: 0, energy: 0 });

export const createSimLeg = (script: readonly Step[]): SimLeg => {
  const heard = noFlow();
  const said = noFlow();
  let ringing: Source | undefined;
  let speaker: Speaker | undefined;
  let digits = '';
  let closed = false;

  const count = (flow: { packets: number; energy: number }, frame: Frame) => {
    flow.packets++;
    flow.energy += power(frame);
  };

  return {
    onDigit: undefined,
    startRinging() {
      ringing = ringback();
    },
    answer() {
      ringing = undefined;
      speaker = createSpeaker(script);
    },
    push(frame) {
      if (closed || !speaker) return;
      count(heard, frame);
      speaker.hear(frame);
    },
    pull() {
      if (closed) return undefined;
      if (!speaker) return ringing?.();
      const frame = speaker.speak();
      if (frame) count(said, frame);
      return frame;
    },
    playDigit(digit) {
      digits += digit;
    },
    digitsHeard: () => digits,
    close() {
      closed = true;
      ringing = undefined;
      speaker = undefined;
    },
    flow: (): { heard: Flow; said: Flow } => ({ heard: { ...heard }, said: { ...said } }),
  };
};
