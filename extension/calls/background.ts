import { lookUp } from '../../shared/contacts/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { call as ask } from '../api.ts';
import { type Handlers, type PhoneCall, type Sender, send } from '../messages.ts';
import { ensurePhone } from '../presence/background.ts';
import { updateIfIdle } from '../presence/update.ts';
import { notifyUnseen, showBadge } from './notice.ts';

const MICROPHONE_PAGE = 'microphone.html';

type CallActs = Pick<
  Handlers<'background'>,
  'calls.dial' | 'contacts.lookUp' | 'calls.changed' | 'microphone.ask'
>;

/**
 * Chrome opens the panel only in answer to a gesture, and forgets the gesture at the first await: so this comes
 * before anything else. Resolves to whether the rep can see it.
 */
const openPanel = (sender: Sender): Promise<boolean> => {
  if (!sender.tab) return Promise.resolve(true);
  return chrome.sidePanel.open({ windowId: sender.tab.windowId }).then(
    () => true,
    () => false,
  );
};

/** Only a visible page of ours can ask; one that is open already is brought forward. */
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

export const callActs: CallActs = {
  'calls.dial': async (data, sender) => {
    const panel = openPanel(sender);
    await ensurePhone();
    const [outcome, seen] = await Promise.all([send('phone', 'calls.dial', data), panel]);
    if (!seen) await notifyUnseen(data.intent.number, outcome);
    return outcome;
  },
  'contacts.lookUp': async ({ number }) => {
    const reply = await ask(lookUp, { number });
    return reply.ok ? ok(reply.value.contact) : err(reply.error);
  },
  'calls.changed': async ({ call }: { call: PhoneCall | null }) => {
    await showBadge(call);
    await updateIfIdle(call);
    return null;
  },
  'microphone.ask': async () => {
    await showMicrophonePage();
    return null;
  },
};
