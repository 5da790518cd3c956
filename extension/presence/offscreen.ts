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

/** Assembles the phone. It listens before this returns, so the creator of the document may send messages at once. */
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
  // Wherever the permission was granted: on our page, in Chrome's settings or in its address bar.
  void watchMicrophone(access => {
    phone.store.put({ microphone: access === 'not_asked' ? 'unknown' : access });
    if (access === 'granted') void resume(phone);
  });
  keepFresh(present.follow);
  // Load the hang-ups that are still owed first, so that the Worker's view of such a call does not revive it.
  void sayOwedHangUps(phone).finally(present.follow);
};
