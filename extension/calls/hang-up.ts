import { type CallView, hangUp as hangUpEndpoint } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/phase.ts';
import type { CallId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Obstacle } from '../messages.ts';
import { wait } from '../wait.ts';
import { isLive, withHangUp, withOwnEnd, withView } from './live.ts';
import type { PhoneContext } from './phone-context.ts';
import type { RepLeg } from './voice-device.ts';

/** Hanging up twice is harmless, so instead of waiting longer for an answer, the request is sent again. */
const ASK_MS = 4_000;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 2_000;
/** After this many server errors, this phone stops trying; the next phone that starts tries again. */
const MOST_REFUSALS = 20;
/** How long the rep's leg stays up while only the carrier is reachable. Then the leg is disconnected anyway. */
const CARRIER_ALONE_MS = 5_000;
const LOOK_EVERY_MS = 250;
/** How long the sender of `calls.hangUp` waits for an answer; the panel follows the call itself. */
const ANSWER_WITHIN_MS = 800;

const isKnownToBeOver = (phone: PhoneContext, callId: CallId): boolean => {
  const { call } = phone.store.get();
  return call?.view?.id === callId && isOver(call.view.phase);
};

/** Repeats the hang-up until the Worker has it. `unheard`: signed out, or too many errors. `over`: ended anyway. */
const untilHeard = async (phone: PhoneContext, callId: CallId): Promise<CallView | 'unheard' | 'over'> => {
  let refusals = 0;
  for (let tries = 0; !isKnownToBeOver(phone, callId); tries += 1) {
    const reply = await phone.ask(hangUpEndpoint, { callId }, { timeoutMs: ASK_MS });
    if (reply.ok) return reply.value.call;
    if (reply.error.reason === 'signed_out') return 'unheard';
    if (reply.error.reason === 'server') refusals += 1;
    if (refusals > MOST_REFUSALS) return 'unheard';
    await wait(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** tries));
  }
  return 'over';
};

/** Tells the Worker that the rep has hung up this call, retrying for as long as the Worker cannot be reached. */
export const sayHungUp = async (phone: PhoneContext, callId: CallId): Promise<void> => {
  phone.owed.add(callId);
  const heard = await untilHeard(phone, callId);
  if (heard !== 'unheard') phone.owed.remove(callId);
  const { call } = phone.store.get();
  if (call?.view?.id !== callId || heard === 'over') return;
  phone.store.change(call.intent, live => {
    if (heard !== 'unheard') return withView(live, heard, phone.now());
    return live.hungUp ? withOwnEnd(live, phone.now()) : live;
  });
};

/** Sends the hang-ups that an earlier phone could not deliver. */
export const sayOwedHangUps = async (phone: PhoneContext): Promise<void> => {
  for (const callId of await phone.owed.load()) void sayHungUp(phone, callId);
};

/**
 * The Worker ends both legs itself. If the rep's leg left before the Worker knew of the hang-up, the Worker would
 * consider the leg lost and tell the customer so. The leg therefore stays, silent both ways, while there is a chance
 * that the hang-up arrives.
 */
const leave = async (phone: PhoneContext, leg: RepLeg | null, said: Promise<void>): Promise<void> => {
  let isSaid = false;
  const saying = said.then(() => {
    isSaid = true;
  });
  let aloneMs = 0;
  while (!isSaid && leg !== null && phone.leg === leg && aloneMs < CARRIER_ALONE_MS) {
    await Promise.race([saying, wait(LOOK_EVERY_MS)]);
    aloneMs = phone.device.line() === 'up' ? aloneMs + LOOK_EVERY_MS : 0;
  }
  leg?.disconnect();
};

/** Hangs up, both at the Worker and on the device. Also works in the middle of a dial: then no phone rings. */
export const hangUp = async (phone: PhoneContext): Promise<Result<null, Obstacle>> => {
  const { call } = phone.store.get();
  if (!isLive(call)) return err({ reason: 'no_call' });
  if (call.hungUp) return ok(null);
  phone.store.change(call.intent, live => withHangUp(live, phone.now()));
  // If the dial request is on its way, placeCall finds the call hung up when it returns, and tells the Worker.
  if (!call.view) return ok(null);
  const { leg } = phone;
  leg?.silence();
  const left = leave(phone, leg, sayHungUp(phone, call.view.id));
  await Promise.race([left, wait(ANSWER_WITHIN_MS)]);
  return ok(null);
};

/** Whether the rep has hung up a call that is not over for the Worker yet. */
export const isEnding = (phone: PhoneContext): boolean => {
  const { call } = phone.store.get();
  return call?.hungUp === true && call.view !== null && !isOver(call.view.phase);
};

export const hasEnded = (phone: PhoneContext, limitMs: number): Promise<void> =>
  new Promise(resolve => {
    const settle = (): void => {
      clearTimeout(limit);
      stop();
      resolve();
    };
    const stop = phone.store.subscribe(() => {
      if (!isEnding(phone)) settle();
    });
    const limit = setTimeout(settle, limitMs);
  });
