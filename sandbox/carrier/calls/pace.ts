import type { Call } from './call.ts';
import type { Calls } from './calls.ts';
import { hangUp } from './life.ts';
import type { LifeNetwork } from './network.ts';

type PaceNetwork = LifeNetwork & { readonly calls: Calls };

// Twilio gives up on a call that has been queued for a day.
const LONGEST_WAIT_MS = 86_400_000;

/**
 * Reserves the next turn for a call of an application: only so many are dialled per second, the others wait. Returns
 * the wait in milliseconds.
 */
const takeTurn = (network: PaceNetwork): number => {
  const now = network.time.clock.now();
  const at = Math.max(now, network.calls.pace.nextAt);
  network.calls.pace.nextAt = at + 1000 / network.calls.pace.perSecond;
  return at - now;
};

/**
 * Dials as soon as the account may: calls from TwiML at once, calls an application asks for one after the other.
 * Never in the current turn, so that the caller of this function knows the SID before the first webhook is sent. The
 * returned function cancels the dialling.
 */
export const whenItsTurn = (network: PaceNetwork, call: Call, dial: () => void): (() => void) => {
  const waitMs = call.direction === 'outbound-api' ? takeTurn(network) : 0;
  call.queuedMs = Math.round(waitMs);
  if (waitMs > LONGEST_WAIT_MS) {
    return network.time.timers.after(LONGEST_WAIT_MS, () => hangUp(network, call, 'carrier'));
  }
  return network.time.timers.after(waitMs, dial);
};
