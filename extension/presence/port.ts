import { PHONE_PORT, type PhoneState } from '../messages.ts';

type Source = {
  readonly state: () => PhoneState;
  readonly subscribe: (told: (state: PhoneState) => void) => () => void;
};

/** Sends screens the whole state at once, and again after each change, for as long as they are open. */
export const servePort = (phone: Source): void => {
  chrome.runtime.onConnect.addListener(port => {
    if (port.name !== PHONE_PORT) return;
    if (port.sender?.id !== chrome.runtime.id || port.sender.origin !== location.origin) {
      port.disconnect();
      return;
    }
    port.postMessage(phone.state());
    const leave = phone.subscribe(state => port.postMessage(state));
    port.onDisconnect.addListener(leave);
  });
};
