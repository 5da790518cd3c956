import { isOver } from '../../shared/calls/phase.ts';
import { err, ok } from '../../shared/result.ts';
import { type Handlers, type PhoneState, READ_OUTCOME_MS, type RingingNotice } from '../messages.ts';
import { dial, resume } from './dial.ts';
import { hangUp } from './hang-up.ts';
import { answer, decline, sendToVoicemail } from './incoming/answer.ts';
import { lineTest } from './line-test.ts';
import { isLive, withFact } from './live.ts';
import { factKey, type PhoneContext } from './phone-context.ts';
import { rejoin } from './rejoin.ts';

const DIGITS = /^[0-9*#]{1,32}$/;

type CallActs = Omit<
  Handlers<'phone'>,
  'team.sessionChanged' | 'presence.idle' | 'presence.active' | 'presence.reconnect' | 'diagnostics.phone'
>;

/** The phone's handlers for calls, by message name. */
export const callActs = (phone: PhoneContext): CallActs => ({
  'calls.dial': ask => dial(phone, ask),
  'calls.rejoin': () => rejoin(phone),
  'calls.hangUp': () => hangUp(phone),
  'calls.answer': ({ callId }) => answer(phone, callId),
  'calls.decline': ({ callId }) => decline(phone, callId),
  'calls.toVoicemail': ({ callId }) => sendToVoicemail(phone, callId),
  'calls.mute': ({ on }) => {
    const { call } = phone.store.get();
    if (!isLive(call) || call.hungUp || !phone.leg) return err({ reason: 'no_call' });
    const at = phone.now();
    const fact = { kind: 'device.muted', key: factKey('device.muted', at), at, on } as const;
    phone.leg.mute(on);
    phone.store.change(call.intent, live => withFact(live, fact));
    if (call.view) phone.tell(call.view.id, fact);
    return ok(null);
  },
  'calls.hold': ({ callId, ...wanted }) =>
    phone.tellNow(callId, { kind: 'hold.wanted', at: phone.now(), ...wanted }),
  'calls.sendDigits': ({ digits }) => {
    const { call } = phone.store.get();
    const isHeard = isLive(call) && !call.hungUp && !call.view?.onHold;
    if (!isHeard || !DIGITS.test(digits) || !phone.leg?.sendDigits(digits)) return err({ reason: 'no_call' });
    phone.store.change(call.intent, live => ({ ...live, digits: live.digits + digits }));
    return ok(null);
  },
  'calls.dismiss': () => {
    const { call } = phone.store.get();
    const isOn = isInCall(phone);
    if (call?.view && !isOn) phone.wrapUpDone(call.view.id);
    phone.store.put({ prefill: null, endedOffer: null, ...(isOn ? {} : { call: null }) });
    return null;
  },
  'calls.current': () => {
    const { call, offers } = phone.store.state();
    return { call, offers };
  },
  'calls.audioStats': async () => {
    const stats = await phone.leg?.stats();
    return stats ? ok(stats) : err({ reason: 'no_call' });
  },
  'diagnostics.lineTest': () => lineTest(phone),
  'microphone.granted': async () => {
    phone.store.put({ microphone: 'granted' });
    await resume(phone);
    return null;
  },
});

/** The words are loaded with the first call that comes in: the phone itself starts without them. */
const noticesOf = async (offers: PhoneState['offers']): Promise<readonly RingingNotice[]> => {
  if (offers.length === 0) return [];
  const { noticeOf } = await import('./incoming/notice-of.ts');
  return Promise.all(offers.map(({ call }) => noticeOf(call)));
};

/**
 * The badge and the notifications follow each phase and each call that rings; nothing else needs the background awake.
 * Returns a function that tells a new background the same.
 */
export const tellBackground = (phone: PhoneContext): (() => void) => {
  let told = '';
  let once: ReturnType<typeof setTimeout> | undefined;
  const say = async (): Promise<void> => {
    let { offers } = phone.store.state();
    let ringing = await noticesOf(offers);
    // Newer views of the same calls may have come in the meantime, and they are not told by themselves.
    while (phone.store.state().offers !== offers) {
      offers = phone.store.state().offers;
      ringing = await noticesOf(offers);
    }
    await phone.send('background', 'calls.changed', { call: phone.store.state().call, ringing });
  };
  // If the background is just being replaced, it gets the next phase.
  const tell = (): void => void say().catch(() => undefined);
  phone.store.subscribe(({ call, offers }) => {
    const phase = call ? `${call.phase} ${call.waitsFor} ${call.away} ${call.ending}` : 'idle';
    const now = [phase, ...offers.map(offer => offer.call.id)].join(' ');
    if (now === told) return;
    told = now;
    tell();
    clearTimeout(once);
    // Once more when the rep has had time to read the outcome: an update, for example, waits for an idle phone.
    if (call && isOver(call.phase)) once = setTimeout(tell, READ_OUTCOME_MS);
  });
  return tell;
};

export const isInCall = ({ store }: PhoneContext): boolean => isLive(store.get().call);

/** Whether this document is needed at this moment: for a call, or for one that rings. */
export const isBusy = (phone: PhoneContext): boolean =>
  isInCall(phone) || phone.store.get().offers.length > 0;
