import { err, ok, type Result } from '../../shared/result.ts';
import { LIFE_PORT, type Obstacle } from '../messages.ts';
import { getSession } from '../session.ts';
import { followSites } from '../sites.ts';
import { mayDial } from '../team/may.ts';

const PHONE_PAGE = 'offscreen.html';

let making: Promise<void> | undefined;

const isThere = async (): Promise<boolean> => {
  const there = await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  return there.length > 0;
};

const make = async (): Promise<void> => {
  if (await isThere()) return;
  await chrome.offscreen.createDocument({
    url: PHONE_PAGE,
    reasons: ['USER_MEDIA', 'WEB_RTC'],
    justification: 'Holds the call: microphone, audio and the line to the carrier.',
  });
};

/** Once this resolves, the phone document exists and listens. Concurrent calls create it only once. */
export const ensurePhone = (): Promise<void> => {
  making ??= make().finally(() => {
    making = undefined;
  });
  return making;
};

export const goOnDuty = async (): Promise<Result<null, Obstacle>> => {
  const session = await getSession();
  // A call outlives its session and the rep's role, so an existing phone is still shown.
  if (session && !mayDial(session.me) && !(await isThere())) return err({ reason: 'no_dialer' });
  await ensurePhone();
  return ok(null);
};

const WATCH = 'phone.watch';
const WATCH_EVERY_MINUTES = 1;

/** Puts members who may call on duty: when the browser or this version starts, and whenever the phone has died. */
export const resumeDuty = async (): Promise<void> => {
  const session = await getSession();
  if (!session || !mayDial(session.me)) {
    await chrome.alarms.clear(WATCH);
    return;
  }
  // Before creating the phone: if that fails, the alarm retries it within a minute.
  if (!(await chrome.alarms.get(WATCH)))
    await chrome.alarms.create(WATCH, { periodInMinutes: WATCH_EVERY_MINUTES });
  await ensurePhone();
};

let line: chrome.runtime.Port | undefined;

/** During a call, and while one rings, watches the phone and recreates it at once if it dies. */
export const holdLifeline = (isNeeded: boolean): void => {
  if (!isNeeded) {
    line?.disconnect();
    line = undefined;
    return;
  }
  if (line) return;
  const held = chrome.runtime.connect({ name: LIFE_PORT });
  line = held;
  held.onDisconnect.addListener(() => {
    if (line === held) line = undefined;
    // Reading lastError tells Chrome that a missing phone is expected.
    void chrome.runtime.lastError;
    void resumeDuty();
  });
};

/** A phone that dies while idle, or after the background has died, is recreated within a minute. */
export const watchPhone = (): void => {
  chrome.alarms.onAlarm.addListener(({ name }) => {
    if (name !== WATCH) return;
    void resumeDuty();
    void followSites();
  });
};
