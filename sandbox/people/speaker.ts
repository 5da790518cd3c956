import { soundsLikeVoice } from '../carrier/codec.ts';
import { FRAME_MS, type Frame } from '../carrier/leg.ts';
import { beep, clip, type Source, silence } from '../carrier/tones.ts';
import { clipSamples } from './clips.ts';
import type { Step } from './script.ts';

/** Plays a person's script, one frame per tick, and follows what the person hears. */
export type Speaker = {
  hear(frame: Frame): void;
  /** Undefined while the person is silent. */
  speak(): Frame | undefined;
};

type Turn = { readonly done: () => boolean; readonly sound: Source };

export const createSpeaker = (script: readonly Step[]): Speaker => {
  let heard: Frame | undefined;
  let hasHeardVoice = false;
  let quietMs = 0;
  let next = 0;
  let turn: Turn | undefined;

  const playing = (source: Source): Turn => {
    let over = false;
    return {
      done: () => over,
      sound() {
        const frame = source();
        over = frame === undefined;
        return frame;
      },
    };
  };

  const listening = (quietGoalMs: number, atMostMs: number): Turn => {
    let waitedMs = 0;
    hasHeardVoice = false;
    quietMs = 0;
    return {
      done: () => waitedMs >= atMostMs || (hasHeardVoice && quietMs >= quietGoalMs),
      sound() {
        waitedMs += FRAME_MS;
        return undefined;
      },
    };
  };

  const begin = (step: Step): Turn => {
    if ('say' in step) return playing(clip(clipSamples(step.say)));
    if ('pauseMs' in step) return playing(silence(step.pauseMs));
    if ('beepMs' in step) return playing(beep(step.beepMs));
    if ('echo' in step) return { done: () => false, sound: () => heard };
    return listening(step.listenUntilQuietMs, step.atMostMs);
  };

  return {
    hear(frame) {
      heard = frame;
      const isVoice = soundsLikeVoice(frame);
      hasHeardVoice ||= isVoice;
      quietMs = isVoice ? 0 : quietMs + FRAME_MS;
    },
    speak() {
      for (;;) {
        const step = script[next];
        if (!turn && !step) return undefined;
        turn ??= step ? begin(step) : undefined;
        const frame = turn?.sound();
        if (!turn?.done()) return frame;
        turn = undefined;
        next++;
      }
    },
  };
};
