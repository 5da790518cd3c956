/**
 * A phone that dies says no word to anybody. In a call the background holds a line to it, and notices at once; what the
 * phone sends on that line keeps the background awake. The background opens it: a Port that it listened for itself would
 * be answered in the phone's place while there is none.
 */
import { isInCall } from '../calls/offscreen.ts';
import type { PhoneContext } from '../calls/phone-context.ts';
import { LIFE_PORT, type PhoneCall } from '../messages.ts';

/** A message keeps the background awake for half a minute. */
const BEAT_MS = 20_000;
const AGAIN_MS = 250;

/** In the phone: answers the background's line, and asks for another when the background itself has died. */
export const answerLifeline = (phone: PhoneContext, askAgain: (call: PhoneCall | null) => void): void => {
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
        if (isInCall(phone)) askAgain(phone.store.state().call);
      }, AGAIN_MS);
    });
  });
};
