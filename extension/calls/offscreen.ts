import { isOver } from '../../shared/calls/phase.ts';
import { err, ok } from '../../shared/result.ts';
import { type Handlers, READ_OUTCOME_MS } from '../messages.ts';
import { dial, resume } from './dial.ts';
import { hangUp } from './hang-up.ts';
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
  'calls.sendDigits': ({ digits }) => {
    const { call } = phone.store.get();
    if (!isLive(call) || call.hungUp || !DIGITS.test(digits) || !phone.leg?.sendDigits(digits)) {
      return err({ reason: 'no_call' });
    }
    phone.store.change(call.intent, live => ({ ...live, digits: live.digits + digits }));
    return ok(null);
  },
  'calls.dismiss': () => {
    const { call } = phone.store.get();
    phone.store.put({ prefill: null, ...(isLive(call) ? {} : { call: null }) });
    return null;
  },
  'calls.current': () => phone.store.state().call,
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

/**
 * The badge and the notification follow each phase; nothing else needs the background awake. Returns a function that
 * tells a new background the same.
 */
export const tellBackground = (phone: PhoneContext): (() => void) => {
  let told = '';
  let once: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    const { call } = phone.store.state();
    // If the background is just being replaced, it gets the next phase.
    phone.send('background', 'calls.changed', { call }).catch(() => undefined);
  };
  phone.store.subscribe(({ call }) => {
    const phase = call ? `${call.phase} ${call.waitsFor} ${call.away} ${call.ending}` : 'idle';
    if (phase === told) return;
    told = phase;
    tell();
    clearTimeout(once);
    // Once more when the rep has had time to read the outcome: an update, for example, waits for an idle phone.
    if (call && isOver(call.phase)) once = setTimeout(tell, READ_OUTCOME_MS);
  });
  return tell;
};

export const isInCall = ({ store }: PhoneContext): boolean => isLive(store.get().call);
