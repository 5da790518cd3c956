/** Answering a call that rings, and leaving it to others. */
import type { CallId } from '../../../shared/ids.ts';
import {
  answer as answerEndpoint,
  decline as declineEndpoint,
  toVoicemail,
} from '../../../shared/incoming/contract.ts';
import type { Offer } from '../../../shared/incoming/offer.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Answering, AnswerOutcome, Obstacle } from '../../messages.ts';
import { connect } from '../connect.ts';
import { answered, isLive } from '../live.ts';
import type { PhoneContext } from '../phone-context.ts';
import { reachLine } from '../reach-line.ts';
import { endOffer, putOffers } from './offers.ts';

/** A claim that this rep still wants, for a call that still rings. */
const isWanted = ({ store }: PhoneContext, answering: Answering): boolean => {
  const now = store.get();
  return (
    now.answering?.callId === answering.callId && now.offers.some(({ call }) => call.id === answering.callId)
  );
};

const stop = ({ device, store }: PhoneContext): void => {
  device.closeMicrophone();
  store.put({ answering: null });
};

/** Repeats the request once if the answer is lost: the same rep asking again gets the same answer. */
const ask = async (phone: PhoneContext, callId: CallId) => {
  const once = () => phone.ask(answerEndpoint, { callId });
  const reply = await once();
  return !reply.ok && reply.error.reason === 'offline' ? once() : reply;
};

const claim = async (phone: PhoneContext, { call }: Offer): Promise<AnswerOutcome> => {
  const { store, device } = phone;
  store.put({ answering: { callId: call.id, waitsFor: null } });
  if (phone.testing) await phone.testing.stop();
  const [reply, fault] = await Promise.all([
    ask(phone, call.id),
    device.openMicrophone(),
    phone.readyToken(),
  ]);
  if (!reply.ok) {
    const { error } = reply;
    stop(phone);
    if (error.reason === 'taken') endOffer(phone, call, { why: 'taken', by: error.by });
    if (error.reason === 'over') endOffer(phone, call, { why: 'caller_gone' });
    return err(error);
  }
  const { call: view, ticket } = reply.value;
  if (fault) {
    stop(phone);
    endOffer(phone, view, { why: 'given_back' });
    return err({ reason: 'microphone', cause: fault });
  }
  const live = answered(view, phone.now());
  silence(phone, view.id);
  store.put({ call: live, answering: null, endedOffer: null });
  connect(phone, live.intent, view, ticket);
  return ok(null);
};

/** Claims the call once there is a line to the carrier: usually at once. Until then it rings on for the others. */
const claimOnLine = async (phone: PhoneContext, answering: Answering): Promise<AnswerOutcome> => {
  const { callId } = answering;
  const { offers, skewMs } = phone.store.get();
  const offer = offers.find(({ call }) => call.id === callId);
  if (!offer) {
    stop(phone);
    return err({ reason: 'over' });
  }
  if (phone.device.line() === 'up') return claim(phone, offer);
  phone.store.put({ answering: { callId, waitsFor: 'line' } });
  const leftMs = offer.until - skewMs - phone.now();
  if (await reachLine(phone, leftMs, () => isWanted(phone, answering))) return claim(phone, offer);
  const isStillWanted = isWanted(phone, answering);
  if (phone.store.get().answering?.callId === callId) stop(phone);
  return err({ reason: isStillWanted ? 'no_line' : 'over' });
};

/** One click → at most one claim. Nobody else is kept from the call until the microphone may be used. */
export const answer = async (phone: PhoneContext, callId: CallId): Promise<AnswerOutcome> => {
  const { answering, call, microphone } = phone.store.get();
  if (isLive(call)) return err({ reason: 'busy' });
  if (answering && answering.waitsFor !== 'microphone') return ok(null);
  const mine: Answering = { callId, waitsFor: null };
  phone.store.put({ answering: mine });
  const access = microphone === 'granted' ? microphone : await phone.microphone();
  if (access === 'granted') return claimOnLine(phone, mine);
  if (!isWanted(phone, mine)) {
    stop(phone);
    return err({ reason: 'over' });
  }
  phone.store.put({ answering: { callId, waitsFor: 'microphone' } });
  await phone.send('background', 'microphone.ask', {});
  return err({ reason: 'microphone', cause: access });
};

/** The microphone may be used now: answers the call that waited for it, if it still rings. */
export const resumeAnswer = async (phone: PhoneContext): Promise<void> => {
  const { answering } = phone.store.get();
  if (answering?.waitsFor === 'microphone') await claimOnLine(phone, answering);
};

const silence = (phone: PhoneContext, callId: CallId): void => {
  const { offers } = phone.store.get();
  putOffers(
    phone,
    offers.filter(({ call }) => call.id !== callId),
  );
};

/** Stops the ringing here at once; the others, and this rep's other browsers, hear of it from the Worker. */
export const decline = async (phone: PhoneContext, callId: CallId): Promise<Result<null, Obstacle>> => {
  const { answering } = phone.store.get();
  if (answering?.callId === callId) phone.store.put({ answering: null });
  silence(phone, callId);
  const reply = await phone.ask(declineEndpoint, { callId });
  return reply.ok ? ok(null) : reply;
};

export const sendToVoicemail = async (
  phone: PhoneContext,
  callId: CallId,
): Promise<Result<null, Obstacle>> => {
  const reply = await phone.ask(toVoicemail, { callId });
  if (!reply.ok) return reply;
  silence(phone, callId);
  return ok(null);
};
