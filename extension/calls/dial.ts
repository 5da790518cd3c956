import { theirNumber } from '../../shared/calls/other-party.ts';
import { err, ok } from '../../shared/result.ts';
import type { DialAsk, DialOutcome } from '../messages.ts';
import { hasEnded, isEnding } from './hang-up.ts';
import { resumeAnswer } from './incoming/answer.ts';
import { begin, isLive, type Live } from './live.ts';
import { isWanted, type PhoneContext } from './phone-context.ts';
import { placeCall, refuse } from './place-call.ts';
import { rejoin } from './rejoin.ts';

/** Whether two numbers are the same, however they are written: with or without a country code. */
const isSame = (a: string, b: string): boolean => {
  const [one, other] = [a.replace(/\D/g, ''), b.replace(/\D/g, '')];
  return one.endsWith(other) || other.endsWith(one);
};

const numberOf = ({ view, intent }: Live): string => (view ? (theirNumber(view) ?? '') : intent.number);

/** After this long, the rep has forgotten the number that waits for the microphone: the dial is refused. */
const MICROPHONE_LIMIT_MS = 5 * 60_000;
/** A rep who hangs up and clicks the next number at once is faster than the end of the previous call. */
const ENDING_LIMIT_MS = 3_000;

/** The dial or rejoin that waits for the microphone; with `intent`, only if it is that call. */
const waitsForMicrophone = (phone: PhoneContext, intent?: Live['intent']): Live | null => {
  const { call } = phone.store.get();
  return call?.waitsFor === 'microphone' && (!intent || call.intent === intent) ? call : null;
};

const stopWaiting = async (phone: PhoneContext, intent: Live['intent']): Promise<void> => {
  if (!waitsForMicrophone(phone, intent)) return;
  const access = await phone.microphone();
  if (!waitsForMicrophone(phone, intent)) return;
  if (access === 'granted') await resume(phone);
  else refuse(phone, intent, { reason: 'microphone', cause: access });
};

/** One gesture → at most one call. Nothing is posted and no phone rings until the microphone may be used. */
export const dial = async (phone: PhoneContext, ask: DialAsk): Promise<DialOutcome> => {
  if (ask.confirm || (ask.intent.source === 'page' && phone.clickAction() === 'ask')) {
    phone.store.put({ prefill: ask.intent });
    return err({ reason: 'to_confirm' });
  }
  if (isEnding(phone)) await hasEnded(phone, ENDING_LIMIT_MS);
  const { call } = phone.store.get();
  if (isLive(call) && call.waitsFor === null) {
    if (call.key === ask.key && call.view) return ok(call.view);
    // A double click means the same call. A different number waits in the field until this call is over.
    if (!isSame(ask.intent.number, numberOf(call))) phone.store.put({ prefill: ask.intent });
    return err({ reason: 'already_dialing', ...(call.view ? { call: call.view } : {}) });
  }
  phone.store.put({ call: begin(ask, phone.now()), prefill: null });
  // The permission is being watched, so a known grant need not be queried again during the dial.
  if (phone.store.get().microphone === 'granted') return placeCall(phone, ask);
  const access = await phone.microphone();
  if (!isWanted(phone, ask.intent)) return err({ reason: 'no_call' });
  if (access === 'granted') return placeCall(phone, ask);
  phone.store.change(ask.intent, live => ({ ...live, waitsFor: 'microphone' }));
  setTimeout(() => void stopWaiting(phone, ask.intent), MICROPHONE_LIMIT_MS);
  await phone.send('background', 'microphone.ask', {});
  return err({ reason: 'microphone', cause: access });
};

/** The microphone may be used now: continues the dial, the rejoin or the answer that waited for it. */
export const resume = async (phone: PhoneContext): Promise<void> => {
  await resumeAnswer(phone);
  const call = waitsForMicrophone(phone);
  if (!call) return;
  phone.store.change(call.intent, live => ({ ...live, waitsFor: null }));
  if (call.view) await rejoin(phone);
  else if (call.key !== null) await placeCall(phone, { intent: call.intent, key: call.key });
};
