import type { Flow, MediaLeg } from './leg.ts';
import { ringback, type Source } from './tones.ts';

/** The audio of a called device: ringback until it answers, then the device's own leg. */
export interface LateLeg extends MediaLeg {
  startRinging(): void;
  attach(leg: MediaLeg): void;
}

const NONE: Flow = { packets: 0, energy: 0 };

export const createLateLeg = (): LateLeg => {
  let attached: MediaLeg | undefined;
  let ringing: Source | undefined;
  let onDigit: MediaLeg['onDigit'];

  return {
    get onDigit() {
      return onDigit;
    },
    set onDigit(heard) {
      onDigit = heard;
      if (attached) attached.onDigit = heard;
    },
    startRinging() {
      ringing = ringback();
    },
    attach(leg) {
      ringing = undefined;
      attached = leg;
      leg.onDigit = onDigit;
    },
    push: frame => attached?.push(frame),
    pull: () => (attached ? attached.pull() : ringing?.()),
    playDigit: digit => attached?.playDigit(digit),
    close() {
      ringing = undefined;
      attached?.close();
    },
    flow: () => attached?.flow() ?? { heard: NONE, said: NONE },
  };
};
