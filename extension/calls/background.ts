import { isOver } from '../../shared/calls/phase.ts';
import { lookUp } from '../../shared/contacts/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { call as ask } from '../api.ts';
import {
  type DialAsk,
  type DialOutcome,
  type Handlers,
  type PhoneCall,
  type Sender,
  send,
} from '../messages.ts';
import { noticeRinging } from './incoming/notice.ts';
import { notifyUnseen, showBadge } from './notice.ts';
import { noticeInterrupted } from './rejoin-notice.ts';

const MICROPHONE_PAGE = 'microphone.html';

type CallActs = Pick<
  Handlers<'background'>,
  'calls.dial' | 'contacts.lookUp' | 'calls.changed' | 'microphone.ask'
>;

/** What follows from a call for the phone document and for the extension as a whole. */
export type PresencePorts = {
  /** Once this resolves, the phone document exists and listens. */
  readonly ensurePhone: () => Promise<void>;
  readonly holdLifeline: (isNeeded: boolean) => void;
  readonly updateIfIdle: (call: PhoneCall | null, rings: boolean) => Promise<void>;
};

/**
 * Chrome opens the panel only in response to a user gesture, and forgets the gesture at the first await. So call this
 * before any await. Resolves to whether the rep can see the panel.
 */
const openPanel = (sender: Sender): Promise<boolean> => {
  if (!sender.tab) return Promise.resolve(true);
  return chrome.sidePanel.open({ windowId: sender.tab.windowId }).then(
    () => true,
    () => false,
  );
};

/** Only a visible extension page can ask for the microphone. If it is already open, it is brought to the front. */
const showMicrophonePage = async (): Promise<void> => {
  const url = chrome.runtime.getURL(MICROPHONE_PAGE);
  const [open] = await chrome.runtime.getContexts({ contextTypes: ['TAB'], documentUrls: [url] });
  if (!open) {
    await chrome.tabs.create({ url });
    return;
  }
  await chrome.tabs.update(open.tabId, { active: true });
  await chrome.windows.update(open.windowId, { focused: true });
};

/** The phone is nearly always there. Checking first would add a round trip to the browser to every dial. */
const dialAtPhone = async (data: DialAsk, { ensurePhone }: PresencePorts): Promise<DialOutcome> => {
  try {
    return await send('phone', 'calls.dial', data);
  } catch {
    await ensurePhone();
    // If the first message arrived after all, the same key makes the second one the same call.
    return send('phone', 'calls.dial', data);
  }
};

export const callActs = (presence: PresencePorts): CallActs => ({
  'calls.dial': async (data, sender) => {
    // The phone first: opening a panel keeps the browser busy for longer than the rest of the dial takes.
    const dialled = dialAtPhone(data, presence);
    const panel = openPanel(sender);
    const [outcome, seen] = await Promise.all([dialled, panel]);
    if (!seen) await notifyUnseen(data.intent.number, outcome);
    return outcome;
  },
  'contacts.lookUp': async ({ number }) => {
    const reply = await ask(lookUp, { number });
    return reply.ok ? ok(reply.value.contact) : err(reply.error);
  },
  'calls.changed': async ({ call, ringing }) => {
    const rings = ringing.length > 0;
    presence.holdLifeline(rings || (call !== null && !isOver(call.phase)));
    await noticeRinging(ringing);
    await showBadge({ call, ringing });
    await noticeInterrupted(call);
    await presence.updateIfIdle(call, rings);
    return null;
  },
  'microphone.ask': async () => {
    await showMicrophonePage();
    return null;
  },
});
