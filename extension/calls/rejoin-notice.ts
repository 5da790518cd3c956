/** Offers to rejoin an interrupted call when no Ringside panel is open to offer it. */
import type { CallView } from '../../shared/calls/contract.ts';
import { otherParty } from '../../shared/calls/other-party.ts';
import { type PhoneCall, send } from '../messages.ts';
import { notice, WITHHELD } from './notice-words.ts';
import { isPanelOpen, openPanel } from './open-panel.ts';

const NOTICE_ID = 'rejoin';

const whoOf = (view: CallView): string => {
  const { name, number, address } = otherParty(view);
  return name ?? number ?? address ?? WITHHELD;
};

export const noticeInterrupted = async (call: PhoneCall | null): Promise<void> => {
  if (call?.away !== 'interrupted') {
    await chrome.notifications.clear(NOTICE_ID);
    return;
  }
  if (await isPanelOpen()) return;
  await chrome.notifications.create(NOTICE_ID, {
    type: 'basic',
    iconUrl: chrome.runtime.getURL('icon/128.png'),
    title: notice.interruptedTitle(call.view ? whoOf(call.view) : call.intent.number),
    message: notice.interruptedText,
    buttons: [{ title: notice.rejoin }, { title: notice.end }],
    requireInteraction: true,
    priority: 2,
  });
};

/** A click on the notification opens the panel; a click on one of its buttons also does what the button says. */
export const offerRejoinOutside = (ensurePhone: () => Promise<void>): void => {
  const act = async (button: number | null): Promise<void> => {
    const opened = openPanel();
    await chrome.notifications.clear(NOTICE_ID);
    await ensurePhone();
    if (button === 0) await send('phone', 'calls.rejoin', {});
    if (button === 1) await send('phone', 'calls.hangUp', {});
    await opened;
  };
  chrome.notifications.onButtonClicked.addListener((id, button) => {
    if (id === NOTICE_ID) void act(button);
  });
  chrome.notifications.onClicked.addListener(id => {
    if (id === NOTICE_ID) void act(null);
  });
};
