import { dial as dialEndpoint } from '../../shared/calls/contract.ts';
import { err, ok } from '../../shared/result.ts';
import type { DialAsk, DialOutcome } from '../messages.ts';
import { connect } from './connect.ts';
import { sayHungUp } from './hang-up.ts';
import { begin, isLive, type Live, withView } from './live.ts';
import type { MicrophoneFault } from './phone.ts';
import { rejoin } from './rejoin.ts';
import type { Rig } from './rig.ts';

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
  const picked = rig.callFrom();
  // What is known is not waited for.
  const callFrom = picked instanceof Promise ? await picked : picked;
  const once = () => rig.ask(dialEndpoint, { intent: ask.intent, callFrom }, { idempotencyKey: ask.key });
  const reply = await once();
  const lost = !reply.ok && reply.error.reason === 'offline' && isWanted(rig, ask.intent);
  return lost ? once() : reply;
};

const place = async (rig: Rig, ask: DialAsk): Promise<DialOutcome> => {
  const { intent } = ask;
  if (rig.testing) await rig.testing.stop();
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
  rig.store.change(intent, live => ({ ...live, marks: { ...live.marks, connect: rig.now() } }));
  connect(rig, intent, view, ticket);
  return ok(view);
};

const microphoneFault = (cause: MicrophoneFault): Refused => ({ reason: 'microphone', cause });

/** Whether two numbers are one, however each is written: with or without a country code. */
const isSame = (a: string, b: string): boolean => {
  const [one, other] = [a.replace(/\D/g, ''), b.replace(/\D/g, '')];
  return one.endsWith(other) || other.endsWith(one);
};

/** One gesture → at most one call. Nothing is posted, and nobody rings, before the microphone may be used. */
export const dial = async (rig: Rig, ask: DialAsk): Promise<DialOutcome> => {
  if (ask.confirm || (ask.intent.source === 'page' && rig.clickAction() === 'ask')) {
    rig.store.put({ prefill: ask.intent });
    return err({ reason: 'to_confirm' });
  }
  const { call } = rig.store.get();
  if (isLive(call) && call.waitsFor === null) {
    if (call.key === ask.key && call.view) return ok(call.view);
    // A double click means this call; another number waits until it is over.
    if (!isSame(ask.intent.number, call.view?.to ?? call.intent.number))
      rig.store.put({ prefill: ask.intent });
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
  if (call?.waitsFor !== 'microphone') return;
  if (call.view) {
    rig.store.change(call.intent, live => ({ ...live, waitsFor: null }));
    await rejoin(rig);
    return;
  }
  if (call.key === null) return;
  if (rig.now() - call.heardAt > WAIT_LIMIT_MS) {
    refuse(rig, call.intent, { reason: 'microphone', cause: 'not_asked' });
    return;
  }
  rig.store.change(call.intent, live => ({ ...live, waitsFor: null }));
  await place(rig, { intent: call.intent, key: call.key });
};
