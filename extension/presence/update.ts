/** A new version of the extension waits until it ends no call, and takes no outcome from under the rep's eyes. */
import { isOver } from '../../shared/calls/machine.ts';
import { type PhoneCall, send } from '../messages.ts';

const WAITS = 'updateWaits';
/** How long the outcome of a call stays readable. */
export const READ_OUTCOME_MS = 60_000;

/** Whether nobody would miss the phone now. A call that was put away is null. */
export const mayReload = (call: PhoneCall | null, now: number): boolean => {
  if (call === null) return true;
  const readMs = Math.max(READ_OUTCOME_MS, (call.view?.wrapUpSeconds ?? 0) * 1000);
  return isOver(call.phase) && now - (call.marks.ended ?? 0) >= readMs;
};

const currentCall = async (): Promise<PhoneCall | null> => {
  const phones = await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  return phones.length > 0 ? send('phone', 'calls.current', {}) : null;
};

/** Chrome has a newer version: from here on, it comes with the first moment it may. */
export const updateIsThere = async (): Promise<void> => {
  await chrome.storage.session.set({ [WAITS]: true });
  await updateIfIdle(await currentCall());
};

/** Looked at after each change of the call; the background's memory is gone in between. */
export const updateIfIdle = async (call: PhoneCall | null): Promise<void> => {
  if (!mayReload(call, Date.now())) return;
  const stored = await chrome.storage.session.get(WAITS);
  if (stored[WAITS] !== true) return;
  await chrome.storage.session.remove(WAITS);
  chrome.runtime.reload();
};
