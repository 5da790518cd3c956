import { type CallView, dial as dialEndpoint } from '../../shared/calls/contract.ts';
import { CallSid } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { DialAsk, DialOutcome } from '../messages.ts';
import { sayHungUp } from './hang-up.ts';
import { begin, isLive, type Live, phaseOf, withView } from './live.ts';
import type { MicrophoneFault } from './phone.ts';
import { factKey, type Rig } from './rig.ts';

type Refused = Extract<DialOutcome, { ok: false }>['error'];

/** Whether this dial is still the one the rep wants. */
const isWanted = (rig: Rig, intent: Live['intent']): boolean => {
  const { call } = rig.store.get();
  return call?.intent === intent && !call.hungUp;
};

const refuse = (rig: Rig, intent: Live['intent'], refused: Refused): DialOutcome => {
  rig.store.change(intent, live => (live.hungUp ? live : { ...live, refused, waitsFor: null }));
  return err(refused);
};

/** A lost answer is asked for once more: the same key gives the same call and the same ticket. */
const post = async (rig: Rig, ask: DialAsk) => {
  const once = () => rig.ask(dialEndpoint, { intent: ask.intent }, { idempotencyKey: ask.key });
  const reply = await once();
  const lost = !reply.ok && reply.error.reason === 'offline' && isWanted(rig, ask.intent);
  return lost ? once() : reply;
};

/** The carrier's own name for the rep's leg: any leg's SID finds the call again. */
export const sidOf = (callSid: string | null | undefined): CallSid | null => {
  const sid = CallSid.safeParse(callSid);
  return sid.success ? sid.data : null;
};

const connect = (rig: Rig, intent: Live['intent'], view: CallView, ticket: string): void => {
  rig.store.change(intent, live => ({ ...live, marks: { ...live.marks, connect: rig.now() } }));
  const leg = rig.device.connect(ticket, {
    onLink: on => {
      const at = rig.now();
      rig.store.change(intent, live => ({ ...live, linked: on }));
      rig.tell(view.id, { kind: 'device.link', key: factKey('device.link', at), at, on });
    },
    onGone: failed => {
      const at = rig.now();
      rig.leg = null;
      const before = rig.store.get().call;
      rig.store.change(intent, live => ({
        ...live,
        doubtful: true,
        callSid: live.callSid ?? sidOf(leg.callSid()),
        failed: live.hungUp ? null : failed,
        overAt: live.overAt ?? at,
        heardAt: at,
      }));
      if (!failed || !before || before.hungUp) return;
      // An answered call is the Worker's to hold: it sees the leg leave the room.
      if (phaseOf(before) === 'active') return;
      rig.tell(view.id, { kind: 'device.failed', key: factKey('device.failed', at), at, reason: failed });
      // Nobody is to ring for a rep who is not there.
      void sayHungUp(rig, view.id);
    },
  });
  rig.leg = leg;
};

const place = async (rig: Rig, ask: DialAsk): Promise<DialOutcome> => {
  const { intent } = ask;
  rig.store.change(intent, live => ({ ...live, marks: { ...live.marks, posted: rig.now() } }));
  const [reply, fault] = await Promise.all([post(rig, ask), rig.device.openMicrophone(), rig.readyToken()]);
  if (!reply.ok) {
    rig.device.closeMicrophone();
    return refuse(rig, intent, reply.error);
  }
  const { call: view, ticket } = reply.value;
  rig.store.change(intent, live => ({
    ...withView(live, view, rig.now()),
    marks: { ...live.marks, ticket: rig.now() },
  }));
  if (fault || !isWanted(rig, intent)) {
    rig.device.closeMicrophone();
    void sayHungUp(rig, view.id);
    return fault ? refuse(rig, intent, microphoneFault(fault)) : ok(view);
  }
  connect(rig, intent, view, ticket);
  return ok(view);
};

const microphoneFault = (cause: MicrophoneFault): Refused => ({ reason: 'microphone', cause });

/** One gesture → at most one call. Nothing is posted, and nobody rings, before the microphone may be used. */
export const dial = async (rig: Rig, ask: DialAsk): Promise<DialOutcome> => {
  if (ask.confirm) {
    rig.store.put({ prefill: ask.intent });
    return err({ reason: 'to_confirm' });
  }
  const { call } = rig.store.get();
  if (isLive(call) && call.waitsFor === null) {
    if (call.key === ask.key && call.view) return ok(call.view);
    return err({ reason: 'already_dialing', ...(call.view ? { call: call.view } : {}) });
  }
  rig.store.put({ call: begin(ask, rig.now()), prefill: null });
  // The permission is watched, so what is known is not asked for again on the way of a call.
  if (rig.store.get().microphone === 'granted') return place(rig, ask);
  const access = await rig.microphone();
  if (!isWanted(rig, ask.intent)) return err({ reason: 'no_call' });
  if (access === 'granted') return place(rig, ask);
  rig.store.change(ask.intent, live => ({ ...live, waitsFor: 'microphone' }));
  await rig.send('background', 'microphone.ask', {});
  return err({ reason: 'microphone', cause: access });
};

/** A number that waited longer than this was forgotten: the rep presses again. */
const WAIT_LIMIT_MS = 5 * 60_000;

/** The microphone may be used now: the dial that waited for it goes on. */
export const resume = async (rig: Rig): Promise<void> => {
  const { call } = rig.store.get();
  if (call?.waitsFor !== 'microphone' || call.key === null) return;
  if (rig.now() - call.heardAt > WAIT_LIMIT_MS) {
    refuse(rig, call.intent, { reason: 'microphone', cause: 'not_asked' });
    return;
  }
  rig.store.change(call.intent, live => ({ ...live, waitsFor: null }));
  await place(rig, { intent: call.intent, key: call.key });
};
