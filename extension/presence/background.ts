import { ok, type Result } from '../../shared/result.ts';
import type { Hindrance } from '../messages.ts';
import { getSession } from '../session.ts';

const PHONE_PAGE = 'offscreen.html';

let making: Promise<void> | undefined;

const make = async (): Promise<void> => {
  const there = await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  if (there.length > 0) return;
  await chrome.offscreen.createDocument({
    url: PHONE_PAGE,
    reasons: ['USER_MEDIA', 'WEB_RTC'],
    justification: 'Holds the call: microphone, audio and the line to the carrier.',
  });
};

/** The phone document exists, and listens, once this resolves. Asked at the same time, it is made once. */
export const ensurePhone = (): Promise<void> => {
  making ??= make().finally(() => {
    making = undefined;
  });
  return making;
};

export const goOnDuty = async (): Promise<Result<null, Hindrance>> => {
  await ensurePhone();
  return ok(null);
};

/** When the browser or this version starts: whoever is signed in is on duty. */
export const resumeDuty = async (): Promise<void> => {
  if (await getSession()) await ensurePhone();
};
