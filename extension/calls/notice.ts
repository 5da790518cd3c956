import { isOver } from '../../shared/calls/phase.ts';
import type { CallNews, DialOutcome, PhoneCall } from '../messages.ts';
import { notice } from './notice-words.ts';

const NOTICE_ID = 'call';
const LIVE_COLOUR = '#1a7f37';
const WAITING_COLOUR = '#9a6700';

type Badge = { readonly text: string; readonly color: string; readonly title: string };

const badgeOf = (call: PhoneCall): Badge => {
  const waits = call.waitsFor || call.away === 'interrupted';
  const isTalking = call.phase === 'active' && !waits;
  return {
    text: waits ? '!' : isTalking ? '●' : '…',
    color: isTalking ? LIVE_COLOUR : WAITING_COLOUR,
    title: call.away === 'interrupted' ? notice.interrupted : notice.inCall,
  };
};

/** The toolbar shows on every tab, even with the panel closed: the call, or else how many calls ring. */
export const showBadge = async ({ call, ringing }: CallNews): Promise<void> => {
  const live = call !== null && !isOver(call.phase) ? call : null;
  const [first] = ringing;
  const { text, color, title } = live
    ? badgeOf(live)
    : first
      ? { text: String(ringing.length), color: LIVE_COLOUR, title: notice.ringing(first.title) }
      : { text: '', color: WAITING_COLOUR, title: notice.idle };
  await chrome.action.setBadgeBackgroundColor({ color });
  await chrome.action.setBadgeText({ text });
  await chrome.action.setTitle({ title });
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
