import type { PhoneStore } from './phone-store.ts';

const BEEP_EVERY_MS = 20_000;
const BEEP_SECONDS = 0.2;
const QUIET = 0.03;

const beepOnce = (): void => {
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  tone.connect(new GainNode(audio, { gain: QUIET })).connect(audio.destination);
  tone.onended = () => audio.close();
  tone.start();
  tone.stop(BEEP_SECONDS);
};

/** Reminds the rep, softly, of a customer who is on hold: every 20 seconds, in the browser that carries the call. */
export const beepWhileHeld = ({ subscribe }: Pick<PhoneStore, 'subscribe'>, beep = beepOnce): void => {
  let timer: ReturnType<typeof setInterval> | undefined;
  subscribe(({ call }) => {
    if (call?.view?.onHold && call.away === null && !call.ending) timer ??= setInterval(beep, BEEP_EVERY_MS);
    else {
      clearInterval(timer);
      timer = undefined;
    }
  });
};
