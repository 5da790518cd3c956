import { dice } from '../carrier/dice.ts';
import { power } from '../carrier/media/codec.ts';
import type { Flow, Frame, MediaLeg } from '../carrier/media/leg.ts';
import { ringback, type Source } from '../carrier/media/tones.ts';
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

export type SimLegSetup = {
  /** The share of the frames that is lost, each way. */
  readonly loses?: number | undefined;
  /** The person hangs up. */
  readonly hangUp?: () => void;
};

const LOSS_SEED = 1;

export const createSimLeg = (
  script: readonly Step[],
  { loses = 0, hangUp = () => {} }: SimLegSetup = {},
): SimLeg => {
  const nextLoss = dice(LOSS_SEED);
  const isLost = () => loses > 0 && nextLoss() < loses;
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

  const leg: SimLeg = {
    onDigit: undefined,
    startRinging() {
      ringing = ringback();
    },
    answer() {
      ringing = undefined;
      speaker = createSpeaker(script, {
        press(pressed) {
          for (const digit of pressed) leg.onDigit?.(digit);
        },
        hangUp,
      });
    },
    push(frame) {
      if (closed || !speaker || isLost()) return;
      count(heard, frame);
      speaker.hear(frame);
    },
    pull() {
      if (closed) return undefined;
      if (!speaker) return ringing?.();
      const frame = speaker.speak();
      if (!frame || isLost()) return undefined;
      count(said, frame);
      return frame;
    },
    playDigit(digit) {
      digits += digit;
      speaker?.digit(digit);
    },
    digitsHeard: () => digits,
    close() {
      closed = true;
      ringing = undefined;
      speaker = undefined;
    },
    flow: (): { heard: Flow; said: Flow } => ({ heard: { ...heard }, said: { ...said } }),
  };
  return leg;
};
