import { type CallView, hangUp as hangUpEndpoint } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/machine.ts';
import type { CallId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Obstacle } from '../messages.ts';
import { wait } from '../wait.ts';
import { isLive, withView } from './live.ts';
import type { RepLeg } from './phone.ts';
import type { PhoneContext } from './phone-context.ts';

/** Hanging up twice is harmless, so a late answer is not waited for; the request is sent again. */
const ASK_MS = 4_000;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 2_000;
/** After this many server errors this phone gives up; the next phone to start asks again. */
const MOST_REFUSALS = 20;
/** How long the rep's leg stays up while the carrier is reachable and the Worker is not. Then it is disconnected anyway. */
const CARRIER_ALONE_MS = 5_000;
const LOOK_EVERY_MS = 250;
/** How long whoever pressed End waits for an answer; the panel follows the call itself. */
const ANSWER_WITHIN_MS = 800;

const isKnownToBeOver = (phone: PhoneContext, callId: CallId): boolean => {
  const { call } = phone.store.get();
  return call?.view?.id === callId && isOver(call.view.phase);
};

/** Repeats the hang-up until the Worker has it. `unheard`: signed out, or given up. `over`: the call has ended anyway. */
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

/** Says to the Worker that the rep is done with this call, however long it takes until it can be reached. */
export const sayHungUp = async (phone: PhoneContext, callId: CallId): Promise<void> => {
  phone.owed.add(callId);
  const heard = await untilHeard(phone, callId);
  if (heard !== 'unheard') phone.owed.remove(callId);
  const { call } = phone.store.get();
  if (call?.view?.id !== callId || heard === 'over') return;
  phone.store.change(call.intent, live =>
    heard === 'unheard'
      ? { ...live, unknowable: live.unknowable || live.hungUp }
      : withView(live, heard, phone.now()),
  );
};

/** Sends the hang-ups that an earlier phone could not deliver. */
export const sayOwedHangUps = async (phone: PhoneContext): Promise<void> => {
  for (const callId of await phone.owed.load()) void sayHungUp(phone, callId);
};

/**
 * The Worker ends both legs itself. A leg that leaves before the Worker has heard of the hang-up looks lost to it, and the
 * customer would be told so: it stays, silent both ways, for as long as there is hope.
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

/** Said to the Worker and done by the device; also in the middle of a dial, which then rings nobody. */
export const hangUp = async (phone: PhoneContext): Promise<Result<null, Obstacle>> => {
  const { call } = phone.store.get();
  if (!isLive(call)) return err({ reason: 'no_call' });
  if (call.hungUp) return ok(null);
  phone.store.change(call.intent, live => ({ ...live, hungUp: true, waitsFor: null, overAt: phone.now() }));
  // The dial that is still being posted finds it hung up, and says so to the Worker itself.
  if (!call.view) return ok(null);
  const { leg } = phone;
  leg?.silence();
  const left = leave(phone, leg, sayHungUp(phone, call.view.id));
  await Promise.race([left, wait(ANSWER_WITHIN_MS)]);
  return ok(null);
};

/** Whether the call the rep has ended is not over yet. */
export const isEnding = (phone: PhoneContext): boolean => {
  const { call } = phone.store.get();
  return isLive(call) && call.hungUp;
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
