import type { PhoneStore } from '../calls/phone-store.ts';
import { PHONE_PORT } from '../messages.ts';

/** Sends screens the whole state at once, and again after each change, for as long as they are open. */
export const servePort = (store: PhoneStore): void => {
  chrome.runtime.onConnect.addListener(port => {
    if (port.name !== PHONE_PORT) return;
    if (port.sender?.id !== chrome.runtime.id || port.sender.origin !== location.origin) {
      port.disconnect();
      return;
    }
    port.postMessage(store.state());
    const leave = store.subscribe(state => port.postMessage(state));
    port.onDisconnect.addListener(leave);
  });
};
