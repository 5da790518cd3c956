/** A notification for each call that rings, unless the rep has the panel before their eyes. */
import type { CallId } from '../../../shared/ids.ts';
import { type RingingNotice, send } from '../../messages.ts';
import { notice } from '../notice-words.ts';
import { isPanelSeen, openPanel } from '../open-panel.ts';

const PREFIX = 'ringing/';

const idOf = ({ callId }: Pick<RingingNotice, 'callId'>): string => `${PREFIX}${callId}`;

/** The notifications that are shown are the memory: the background may have been ended since they were made. */
export const noticeRinging = async (ringing: readonly RingingNotice[]): Promise<void> => {
  const shown = Object.keys(await chrome.notifications.getAll()).filter(id => id.startsWith(PREFIX));
  const wanted = new Set(ringing.map(idOf));
  await Promise.all(shown.filter(id => !wanted.has(id)).map(id => chrome.notifications.clear(id)));
  const fresh = ringing.filter(each => !shown.includes(idOf(each)));
  if (fresh.length === 0 || (await isPanelSeen())) return;
  await Promise.all(
    fresh.map(each =>
      chrome.notifications.create(idOf(each), {
        type: 'basic',
        iconUrl: chrome.runtime.getURL('icon/128.png'),
        title: each.title,
        message: each.text,
        buttons: [{ title: notice.answer }, { title: notice.reject }],
        requireInteraction: true,
        // The ringtone is played by the phone.
        silent: true,
        priority: 2,
      }),
    ),
  );
};

const isRinging = (id: string): boolean => id.startsWith(PREFIX);

/** A click on the notification opens the panel; its buttons answer and reject. Only Answer opens the panel, too. */
export const offerAnswerOutside = (ensurePhone: () => Promise<void>): void => {
  const act = async (id: string, name: 'calls.answer' | 'calls.decline'): Promise<void> => {
    const opened = name === 'calls.answer' ? openPanel() : undefined;
    await chrome.notifications.clear(id);
    await ensurePhone();
    await send('phone', name, { callId: id.slice(PREFIX.length) as CallId });
    await opened;
  };
  chrome.notifications.onButtonClicked.addListener((id, button) => {
    if (isRinging(id)) void act(id, button === 0 ? 'calls.answer' : 'calls.decline');
  });
  chrome.notifications.onClicked.addListener(id => {
    if (isRinging(id)) void openPanel();
  });
};
