// The phone: it runs as long as the rep is on duty, and outlives the background, the panel and every page.
import '../../calls/sandbox-socket.ts';
import { call } from '../../api.ts';
import { askOrOffline } from '../../calls/ask-or-offline.ts';
import { followCallFrom } from '../../calls/call-from.ts';
import { resume } from '../../calls/dial.ts';
import { sayOwedHangUps } from '../../calls/hang-up.ts';
import { hear } from '../../calls/hear.ts';
import { beepWhileHeld } from '../../calls/hold-beep.ts';
import { rings } from '../../calls/incoming/offers.ts';
import { microphoneAccess, watchMicrophone } from '../../calls/microphone-access.ts';
import { callActs, isBusy, isInCall, tellBackground } from '../../calls/offscreen.ts';
import { owedHangUps } from '../../calls/owed-hang-ups.ts';
import type { PhoneContext } from '../../calls/phone-context.ts';
import { phoneStore } from '../../calls/phone-store.ts';
import { pollStatus } from '../../calls/poll-status.ts';
import { twilioPhone } from '../../calls/twilio-phone.ts';
import { phoneReport } from '../../diagnostics/phone-report.ts';
import { on, send } from '../../messages.ts';
import { duty } from '../../presence/duty.ts';
import { idleness } from '../../presence/idle.ts';
import { answerLifeline } from '../../presence/life.ts';
import { servePort } from '../../presence/port.ts';
import { watchTimers } from '../../presence/timers.ts';
import { ringAloud } from '../../ringtone/ring.ts';
import { readStored, writeStored } from '../../stored.ts';
import { keepFresh } from '../../team/keep-fresh.ts';

const OWED = 'owedHangUps';

const now = () => Date.now();
const present = duty(() => ({
  ...phone,
  isInCall: () => isInCall(phone),
  hear: frame => {
    hear(phone, frame);
    if (frame.type === 'hello') idle.repeat();
  },
}));
const heldBackMs = watchTimers(() => performance.now());
const idle = idleness({ tell: present.idle, now });
const phone: PhoneContext = {
  store: phoneStore(now),
  device: twilioPhone({
    onTokenRefused: () => present.renewToken(),
    onLine: () => present.lineChanged(),
  }),
  ask: askOrOffline(call),
  send,
  tell: present.tell,
  tellNow: present.tellNow,
  carries: present.carries,
  wrapUpDone: present.wrapUpDone,
  readyToken: present.readyToken,
  clickAction: present.clickAction,
  memberId: present.memberId,
  microphone: microphoneAccess,
  callFrom: followCallFrom(),
  owed: owedHangUps({ read: () => readStored(OWED), write: text => writeStored(OWED, text) }, now),
  now,
  leg: null,
  testing: null,
};

// Listens before anything is awaited, so the creator of the document may send messages at once.
on('phone', {
  ...callActs(phone),
  'diagnostics.phone': () => phoneReport(phone.store.state(), phone.device.line(), heldBackMs()),
  'presence.reconnect': async () => {
    await present.reconnect();
    return null;
  },
  'presence.idle': ({ idleMs }) => {
    idle.hear(idleMs);
    return null;
  },
  'presence.active': () => {
    idle.active();
    return null;
  },
  'team.sessionChanged': async () => {
    await present.follow();
    return null;
  },
});
servePort(phone.store);
answerLifeline(() => isBusy(phone), tellBackground(phone));
ringAloud(told => phone.store.subscribe(state => told(rings(state))));
pollStatus(phone);
beepWhileHeld(phone.store);
// Wherever the permission was granted: on our page, in Chrome's settings or in its address bar.
void watchMicrophone(access => {
  phone.store.put({ microphone: access === 'not_asked' ? 'unknown' : access });
  if (access === 'granted') void resume(phone);
});
// If the background is just being replaced, it reports the next change.
void send('background', 'presence.idleFor', {}).then(idle.hear, () => undefined);
keepFresh(present.follow);
// Load the hang-ups that are still owed first, so that the Worker's view of such a call does not revive it.
void sayOwedHangUps(phone).finally(present.follow);
