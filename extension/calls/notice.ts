import { isOver } from '../../shared/calls/phase.ts';
import type { DialOutcome, PhoneCall } from '../messages.ts';
import { notice } from './notice-words.ts';

const NOTICE_ID = 'call';
const LIVE_COLOUR = '#1a7f37';
const WAITING_COLOUR = '#9a6700';

/** The toolbar shows a call on every tab, even with the panel closed. */
export const showBadge = async (call: PhoneCall | null): Promise<void> => {
  const live = call !== null && !isOver(call.phase);
  const waits = call?.waitsFor || call?.away === 'interrupted';
  const text = !live ? '' : waits ? '!' : call.phase === 'active' ? '●' : '…';
  await chrome.action.setBadgeBackgroundColor({
    color: call?.phase === 'active' && !waits ? LIVE_COLOUR : WAITING_COLOUR,
  });
  await chrome.action.setBadgeText({ text });
  await chrome.action.setTitle({
    title: !live ? notice.idle : call.away === 'interrupted' ? notice.interrupted : notice.inCall,
  });
  if (!live) await chrome.notifications.clear(NOTICE_ID);
};

/** Used only if the panel could not be opened: otherwise the rep would not know that a call began, or why not. */
export const notifyUnseen = async (number: string, outcome: DialOutcome): Promise<void> => {
  await chrome.notifications.create(NOTICE_ID, {
    type: 'basic',
    iconUrl: chrome.runtime.getURL('icon/128.png'),
    title: outcome.ok ? notice.calling(number) : notice.notCalling(number),
    message: notice.openPanel,
  });
};
