/**
 * A phone that dies sends no message. During a call and while one rings, the background therefore keeps a Port open to the phone and
 * notices at once; the phone's messages on that Port keep the background awake. The background opens the Port: if the
 * background listened for it, the background would answer in place of a missing phone.
 */
import { LIFE_PORT } from '../messages.ts';

/** A message keeps the background awake for half a minute. */
const BEAT_MS = 20_000;
const AGAIN_MS = 250;

/** In the phone: answers the background's Port, and asks for a new one if the background itself has died. */
export const answerLifeline = (isNeeded: () => boolean, askAgain: () => void): void => {
  chrome.runtime.onConnect.addListener(line => {
    if (line.name !== LIFE_PORT || line.sender?.origin !== location.origin) return;
    let beat: ReturnType<typeof setTimeout> | undefined;
    const say = (): void => {
      line.postMessage(null);
      beat = setTimeout(say, BEAT_MS);
    };
    say();
    line.onDisconnect.addListener(() => {
      clearTimeout(beat);
      setTimeout(() => {
        if (isNeeded()) askAgain();
      }, AGAIN_MS);
    });
  });
};
