import { isOver } from '../../shared/calls/machine.ts';
import { err, ok } from '../../shared/result.ts';
import type { Handlers, PhoneCall } from '../messages.ts';
import { READ_OUTCOME_MS } from '../presence/update.ts';
import { dial, resume } from './dial.ts';
import { hangUp } from './hang-up.ts';
import { lineTest } from './line-test.ts';
import { isLive, phaseOf } from './live.ts';
import { rejoin } from './rejoin.ts';
import { factKey, type Rig } from './rig.ts';

const DIGITS = /^[0-9*#]{1,32}$/;

type CallActs = Omit<Handlers<'phone'>, 'team.sessionChanged'>;

/** What the phone does about calls, by the name of the act. */
export const callActs = (rig: Rig): CallActs => ({
  'calls.dial': ask => dial(rig, ask),
  'calls.rejoin': () => rejoin(rig),
  'calls.hangUp': () => hangUp(rig),
  'calls.mute': ({ on }) => {
    const { call } = rig.store.get();
    if (!isLive(call) || call.hungUp || !rig.leg) return err({ reason: 'no_call' });
    const at = rig.now();
    rig.leg.mute(on);
    rig.store.change(call.intent, live => ({ ...live, muted: on }));
    if (call.view) rig.tell(call.view.id, { kind: 'device.muted', key: factKey('device.muted', at), at, on });
    return ok(null);
  },
  'calls.sendDigits': ({ digits }) => {
    const { call } = rig.store.get();
    if (!isLive(call) || call.hungUp || !DIGITS.test(digits) || !rig.leg?.sendDigits(digits)) {
      return err({ reason: 'no_call' });
    }
    rig.store.change(call.intent, live => ({ ...live, digits: live.digits + digits }));
    return ok(null);
  },
  'calls.dismiss': () => {
    const { call } = rig.store.get();
    rig.store.put({ prefill: null, ...(isLive(call) ? {} : { call: null }) });
    return null;
  },
  'calls.current': () => rig.store.state().call,
  'calls.audioStats': async () => {
    const stats = await rig.leg?.stats();
    return stats ? ok(stats) : err({ reason: 'no_call' });
  },
  'diagnostics.lineTest': () => lineTest(rig),
  'diagnostics.phone': () => {
    const { duty, skewMs } = rig.store.state();
    return { duty, skewMs };
  },
  'microphone.granted': async () => {
    rig.store.put({ microphone: 'granted' });
    await resume(rig);
    return null;
  },
});

/** Badge and notification follow each phase; the background need not be awake for anything else. */
export const tellBackground = (rig: Rig): ((call: PhoneCall | null) => void) => {
  let told = '';
  let once: ReturnType<typeof setTimeout> | undefined;
  const tell = (call: PhoneCall | null): void => {
    // A background that is being replaced hears the next phase.
    rig.send('background', 'calls.changed', { call }).catch(() => undefined);
  };
  rig.store.subscribe(({ call }) => {
    const phase = call ? `${call.phase} ${call.waitsFor} ${call.away} ${call.ending}` : 'idle';
    if (phase === told) return;
    told = phase;
    tell(call);
    clearTimeout(once);
    // Once more when its outcome has been read: what waits for an idle phone, such as an update, waits no longer.
    if (call && isOver(call.phase)) once = setTimeout(() => tell(rig.store.state().call), READ_OUTCOME_MS);
  });
  return tell;
};

export const isInCall = (rig: Rig): boolean => {
  const { call } = rig.store.get();
  return isLive(call) && phaseOf(call) !== 'idle';
};
