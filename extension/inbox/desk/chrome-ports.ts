import type { InboxEntry } from '../../../shared/inbox/contract.ts';
import { PHONE_PORT, type PhoneState, send } from '../../messages.ts';
import { callBackIntent } from '../call-back.ts';

/** Calls the caller from the number they called. The panel, which opens, shows the call or why there is none. */
export const callBack = (entry: InboxEntry): void => {
  const intent = callBackIntent(entry, Date.now());
  if (intent) void send('background', 'calls.dial', { intent, key: crypto.randomUUID() });
};

/**
 * Calls `changed` when the phone learns that the inbox has changed, and when the member comes back to this tab: not every
 * member has a phone. Returns a function that ends this.
 */
export const followChanges = (changed: () => void): (() => void) => {
  let known: number | undefined;
  const port = chrome.runtime.connect({ name: PHONE_PORT });
  port.onMessage.addListener(({ inboxAt }: PhoneState) => {
    if (known !== undefined && inboxAt !== known) changed();
    known = inboxAt;
  });
  // Reading lastError tells Chrome that a missing phone is expected.
  port.onDisconnect.addListener(() => void chrome.runtime.lastError);
  addEventListener('focus', changed);
  return () => {
    port.disconnect();
    removeEventListener('focus', changed);
  };
};
