import { dial as dialEndpoint } from '../../shared/calls/contract.ts';
import { err, ok } from '../../shared/result.ts';
import type { DialAsk, DialOutcome } from '../messages.ts';
import { wait } from '../wait.ts';
import { connect } from './connect.ts';
import { sayHungUp } from './hang-up.ts';
import { type Live, withView } from './live.ts';
import { isWanted, type PhoneContext } from './phone-context.ts';
import { reachLine } from './reach-line.ts';
import type { MicrophoneFault } from './voice-device.ts';

export type Refused = Extract<DialOutcome, { ok: false }>['error'];

export const refuse = (phone: PhoneContext, intent: Live['intent'], refused: Refused): DialOutcome => {
  phone.store.change(intent, live => (live.hungUp ? live : { ...live, refused, waitsFor: null }));
  return err(refused);
};

/** Repeats the request once if the answer is lost: the same key returns the same call and the same ticket. */
const post = async (phone: PhoneContext, ask: DialAsk) => {
  const picked = ask.intent.callFrom ?? phone.callFrom();
  // Not awaited when the number is already known: nothing may delay the request.
  const callFrom = picked instanceof Promise ? await picked : picked;
  const once = () => phone.ask(dialEndpoint, { intent: ask.intent, callFrom }, { idempotencyKey: ask.key });
  const reply = await once();
  const lost = !reply.ok && reply.error.reason === 'offline' && isWanted(phone, ask.intent);
  return lost ? once() : reply;
};

const microphoneFault = (cause: MicrophoneFault): Refused => ({ reason: 'microphone', cause });

const postAndConnect = async (phone: PhoneContext, ask: DialAsk): Promise<DialOutcome> => {
  const { intent } = ask;
  if (phone.testing) await phone.testing.stop();
  phone.store.change(intent, live => ({ ...live, marks: { ...live.marks, posted: phone.now() } }));
  const [reply, fault] = await Promise.all([
    post(phone, ask),
    phone.device.openMicrophone(),
    phone.readyToken(),
  ]);
  if (!reply.ok) {
    phone.device.closeMicrophone();
    return refuse(phone, intent, reply.error);
  }
  const { call: view, ticket } = reply.value;
  phone.store.change(intent, live => ({
    ...withView(live, view, phone.now()),
    marks: { ...live.marks, ticket: phone.now() },
  }));
  if (fault || !isWanted(phone, intent)) {
    phone.device.closeMicrophone();
    void sayHungUp(phone, view.id);
    return fault ? refuse(phone, intent, microphoneFault(fault)) : ok(view);
  }
  phone.store.change(intent, live => ({ ...live, marks: { ...live.marks, connect: phone.now() } }));
  connect(phone, intent, view, ticket);
  return ok(view);
};

/** A line that is merely reconnecting is back within this time, so the rep need not be told. */
const TELL_NO_LINE_MS = 2_000;
/** A rep who has waited longer than this is busy with something else: no call may start without their knowledge. */
const LINE_LIMIT_MS = 60_000;

/**
 * A phone that is just starting has its first line within moments, while the request is being answered: no customer's
 * phone rings before the rep's leg is in the room. If the line does not come up, connect.ts tries once more and then
 * ends the call.
 */
const hasLine = ({ device, store }: PhoneContext): boolean =>
  device.line() === 'up' || store.get().duty === 'starting';

/** Places the call once there is a line to the carrier: usually at once. Nothing is posted while the line is down. */
export const placeCall = async (phone: PhoneContext, ask: DialAsk): Promise<DialOutcome> => {
  const { intent } = ask;
  if (hasLine(phone)) return postAndConnect(phone, ask);
  const reaching = reachLine(phone, LINE_LIMIT_MS, () => isWanted(phone, intent));
  const goOn = async (): Promise<DialOutcome> => {
    const isUp = await reaching;
    if (!isWanted(phone, intent)) return err({ reason: 'no_call' });
    // Without a token, the Worker is what cannot be reached, and the request below fails with that reason.
    if (!isUp && phone.device.goodUntil() !== null) return refuse(phone, intent, { reason: 'no_line' });
    phone.store.change(intent, live => ({ ...live, waitsFor: null }));
    return postAndConnect(phone, ask);
  };
  const going = goOn();
  const soon = await Promise.race([reaching.then(() => true), wait(TELL_NO_LINE_MS).then(() => false)]);
  if (soon) return going;
  if (!isWanted(phone, intent)) return err({ reason: 'no_call' });
  phone.store.change(intent, live => ({ ...live, waitsFor: 'line' }));
  return err({ reason: 'no_line' });
};
