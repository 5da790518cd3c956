import { FRAME_MS, type Frame } from '../carrier/media/leg.ts';
import { beep, type Source, silence, steady } from '../carrier/media/tones.ts';
import { createListener } from './listener.ts';
import { sayClip } from './say-clip.ts';
import type { Step } from './script.ts';

/** Plays a person's script, one frame per tick, and reacts to what the person hears. */
export type Speaker = {
  hear(frame: Frame): void;
  digit(digit: string): void;
  /** Undefined while the person is silent. */
  speak(): Frame | undefined;
};

/** What a person does besides speaking. */
export type Acts = {
  press(digits: string): void;
  hangUp(): void;
};

type Turn = {
  readonly done: () => boolean;
  readonly sound: Source;
  /** Where the script continues; undefined: with the next step. */
  readonly goes?: () => string | undefined;
};

const AT_ONCE: Turn = { done: () => true, sound: () => undefined };
// A person who is talked over for this long stops speaking.
const YIELDS_AFTER_MS = 400;

const playing = (source: Source, isCut: () => boolean = () => false): Turn => {
  let over = false;
  return {
    done: () => over,
    sound() {
      const frame = isCut() ? undefined : source();
      over = frame === undefined;
      return frame;
    },
  };
};

export const createSpeaker = (script: readonly Step[], acts: Acts): Speaker => {
  const listener = createListener();
  let talkedOverMs = 0;
  let next = 0;
  let turn: Turn | undefined;

  const goTo = (label: string) => {
    const at = script.findIndex(step => 'label' in step && step.label === label);
    next = at < 0 ? script.length : at;
  };
  const listening = (quietGoalMs: number, atMostMs: number): Turn => {
    let waitedMs = 0;
    listener.reset();
    return {
      done: () => waitedMs >= atMostMs || (listener.hasHeardVoice() && listener.quietMs() >= quietGoalMs),
      sound() {
        waitedMs += FRAME_MS;
        return undefined;
      },
    };
  };
  const waiting = ({ wait }: Extract<Step, { wait: unknown }>): Turn => {
    listener.reset();
    const met = () => wait.find(listener.met);
    return { done: () => met() !== undefined, sound: () => undefined, goes: () => met()?.go };
  };
  const saying = (step: Extract<Step, { say: unknown }>): Turn => {
    talkedOverMs = 0;
    return playing(sayClip(step.say), () => step.yields === true && talkedOverMs >= YIELDS_AFTER_MS);
  };

  const begin = (step: Step): Turn => {
    if ('say' in step) return saying(step);
    if ('pauseMs' in step) return playing(silence(step.pauseMs));
    if ('beepMs' in step) return playing(beep(step.beepMs));
    if ('toneHz' in step) return playing(steady(step.toneHz, step.ms));
    if ('echo' in step) return { done: () => false, sound: listener.last };
    if ('wait' in step) return waiting(step);
    if ('listenUntilQuietMs' in step) return listening(step.listenUntilQuietMs, step.atMostMs);
    if ('press' in step) acts.press(step.press);
    if ('hangUp' in step) acts.hangUp();
    if ('go' in step) return { ...AT_ONCE, goes: () => step.go };
    return AT_ONCE;
  };

  return {
    hear(frame) {
      listener.hear(frame);
      talkedOverMs = listener.isVoice() ? talkedOverMs + FRAME_MS : 0;
    },
    digit: listener.digit,
    speak() {
      // Bounded, because a script that only loops would never return.
      for (let steps = 0; steps <= script.length; steps++) {
        const step = script[next];
        if (!turn && !step) return undefined;
        turn ??= step ? begin(step) : undefined;
        const frame = turn?.sound();
        if (!turn?.done()) return frame;
        const goes = turn.goes?.();
        turn = undefined;
        next++;
        if (goes !== undefined) goTo(goes);
      }
      return undefined;
    },
  };
};
