/** A new version of the extension waits until it would neither end a call nor hide an outcome the rep is reading. */
import { isOver } from '../../shared/calls/phase.ts';
import { type PhoneCall, type PhoneState, READ_OUTCOME_MS, send } from '../messages.ts';

const WAITS = 'updateWaits';

/** Whether the phone is not needed now. A call that was dismissed is null. */
export const mayReload = (call: PhoneCall | null, rings: boolean, now: number): boolean => {
  if (rings) return false;
  if (call === null) return true;
  const readMs = Math.max(READ_OUTCOME_MS, (call.view?.wrapUpSeconds ?? 0) * 1000);
  return isOver(call.phase) && now - (call.marks.ended ?? 0) >= readMs;
};

const current = async (): Promise<Pick<PhoneState, 'call' | 'offers'>> => {
  const phones = await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  return phones.length > 0 ? send('phone', 'calls.current', {}) : { call: null, offers: [] };
};

/** Chrome has a newer version: installs it at the first allowed moment. */
export const updateIsThere = async (): Promise<void> => {
  await chrome.storage.session.set({ [WAITS]: true });
  const { call, offers } = await current();
  await updateIfIdle(call, offers.length > 0);
};

/** Called after each change of the call and of what rings. The background loses its memory in between, so the flag is stored. */
export const updateIfIdle = async (call: PhoneCall | null, rings: boolean): Promise<void> => {
  if (!mayReload(call, rings, Date.now())) return;
  const stored = await chrome.storage.session.get(WAITS);
  if (stored[WAITS] !== true) return;
  await chrome.storage.session.remove(WAITS);
  chrome.runtime.reload();
};
