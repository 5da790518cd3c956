import { SILENCE } from './codec.ts';
import type { Frame, MediaLeg } from './leg.ts';
import type { Ticker } from './ticker.ts';

/** Listens to one leg: on every beat what its party says and hears, and each key the party presses. */
export type Tap = {
  hear?(said: Frame, heard: Frame): void;
  digit?(digit: string): void;
};

/** A leg that can be listened to, and whose party keeps running while no room and no verb uses its audio. */
export interface TappedLeg extends MediaLeg {
  /** Listens until the returned function is called. */
  tap(tap: Tap): () => void;
  /** The call was answered. */
  start(): void;
  /** The call is over: all taps end. */
  stop(): void;
}

/** `onSaid` gets every frame of the party before any listener does. */
export const createTappedLeg = (leg: MediaLeg, ticker: Ticker, onSaid?: (said: Frame) => void): TappedLeg => {
  const taps = new Set<Tap>();
  let isLive = false;
  let said: Frame | undefined;
  let heard: Frame | undefined;
  // Whether a room or a verb took this beat's audio; assumed at first, so that no frame is taken away from one.
  let isDriven = true;
  let rest: (() => void) | undefined;
  let onDigit: MediaLeg['onDigit'];

  const take = () => {
    said = leg.pull();
    if (said) onSaid?.(said);
  };
  const beat = () => {
    if (!isDriven) {
      take();
      heard = SILENCE;
      leg.push(heard);
    }
    for (const tap of taps) tap.hear?.(said ?? SILENCE, heard ?? SILENCE);
    said = undefined;
    heard = undefined;
    isDriven = false;
  };
  /** In virtual time a party only runs while somebody listens. */
  const follow = () => {
    const beats = isLive && (taps.size > 0 || !ticker.restsUnplayed);
    if (beats === (rest !== undefined)) return;
    rest?.();
    rest = beats ? ticker.add(beat) : undefined;
    isDriven = true;
  };
  const press = (digit: string) => {
    for (const tap of taps) tap.digit?.(digit);
    onDigit?.(digit);
  };
  leg.onDigit = press;

  return {
    get onDigit() {
      return press;
    },
    set onDigit(listen: MediaLeg['onDigit']) {
      onDigit = listen;
    },
    push(frame) {
      heard = frame;
      leg.push(frame);
    },
    pull() {
      isDriven = true;
      take();
      return said;
    },
    playDigit: digit => leg.playDigit(digit),
    close: () => leg.close(),
    flow: () => leg.flow(),
    tap(tap) {
      taps.add(tap);
      follow();
      return () => {
        taps.delete(tap);
        follow();
      };
    },
    start() {
      isLive = true;
      follow();
    },
    stop() {
      isLive = false;
      taps.clear();
      follow();
    },
  };
};
