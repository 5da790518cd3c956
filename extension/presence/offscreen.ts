import { call } from '../api.ts';
import { followCallFrom } from '../calls/call-from.ts';
import { microphoneAccess, watchMicrophone } from '../calls/microphone-access.ts';
import { callActs, tellBackground } from '../calls/offscreen.ts';
import { phoneStore } from '../calls/phone-store.ts';
import { pollStatus } from '../calls/poll-status.ts';
import type { Rig } from '../calls/rig.ts';
import { twilioPhone } from '../calls/twilio-phone.ts';
import { on, send } from '../messages.ts';
import { keepFresh } from '../team/keep-fresh.ts';
import { duty } from './duty.ts';
import { answerLifeline } from './life.ts';
import { servePort } from './port.ts';

/** Puts the phone together. It listens before this returns, so whoever made the document may ask at once. */
export const startPhone = (): void => {
  const now = () => Date.now();
  const present = duty(() => rig);
  const rig: Rig = {
    store: phoneStore(now),
    device: twilioPhone(() => present.renewToken()),
    ask: call,
    send,
    tell: present.tell,
    carries: present.carries,
    readyToken: present.readyToken,
    clickAction: present.clickAction,
    microphone: microphoneAccess,
    callFrom: followCallFrom(),
    now,
    leg: null,
    testing: null,
  };
  on('phone', {
    ...callActs(rig),
    'team.sessionChanged': async () => {
      await present.follow();
      return null;
    },
  });
  servePort(rig.store);
  answerLifeline(rig, tellBackground(rig));
  pollStatus(rig);
  void watchMicrophone(access => rig.store.put({ microphone: access === 'not_asked' ? 'unknown' : access }));
  keepFresh(present.follow);
  void present.follow();
};
