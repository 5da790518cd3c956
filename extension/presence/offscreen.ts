import { call } from '../api.ts';
import { askOrOffline } from '../calls/ask-or-offline.ts';
import { followCallFrom } from '../calls/call-from.ts';
import { resume } from '../calls/dial.ts';
import { sayOwedHangUps } from '../calls/hang-up.ts';
import { microphoneAccess, watchMicrophone } from '../calls/microphone-access.ts';
import { callActs, tellBackground } from '../calls/offscreen.ts';
import { owedHangUps } from '../calls/owed-hang-ups.ts';
import type { PhoneContext } from '../calls/phone-context.ts';
import { phoneStore } from '../calls/phone-store.ts';
import { pollStatus } from '../calls/poll-status.ts';
import { twilioPhone } from '../calls/twilio-phone.ts';
import { on, send } from '../messages.ts';
import { readStored, writeStored } from '../stored.ts';
import { keepFresh } from '../team/keep-fresh.ts';
import { duty } from './duty.ts';
import { answerLifeline } from './life.ts';
import { servePort } from './port.ts';

const OWED = 'owedHangUps';

/** Puts the phone together. It listens before this returns, so whoever made the document may ask at once. */
export const startPhone = (): void => {
  const now = () => Date.now();
  const present = duty(() => phone);
  const phone: PhoneContext = {
    store: phoneStore(now),
    device: twilioPhone({
      onTokenRefused: () => present.renewToken(),
      onLine: () => present.lineChanged(),
    }),
    ask: askOrOffline(call),
    send,
    tell: present.tell,
    carries: present.carries,
    readyToken: present.readyToken,
    clickAction: present.clickAction,
    microphone: microphoneAccess,
    callFrom: followCallFrom(),
    owed: owedHangUps({ read: () => readStored(OWED), write: text => writeStored(OWED, text) }, now),
    now,
    leg: null,
    testing: null,
  };
  on('phone', {
    ...callActs(phone),
    'team.sessionChanged': async () => {
      await present.follow();
      return null;
    },
  });
  servePort(phone.store);
  answerLifeline(phone, tellBackground(phone));
  pollStatus(phone);
  // Wherever the permission was given: on our page, in Chrome's settings, in its address bar.
  void watchMicrophone(access => {
    phone.store.put({ microphone: access === 'not_asked' ? 'unknown' : access });
    if (access === 'granted') void resume(phone);
  });
  keepFresh(present.follow);
  // What the rep has ended is known before the Worker says that it goes on.
  void sayOwedHangUps(phone).finally(present.follow);
};
