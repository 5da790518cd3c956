import type { Network } from '../network.ts';
import type { Call } from './call.ts';
import { hangUp } from './life.ts';

// Twilio gives up on a call that has been queued for a day.
const LONGEST_WAIT_MS = 86_400_000;

/**
 * Reserves the next turn for a call of an application: only so many are dialled per second, the others wait. Returns
 * the wait in milliseconds.
 */
const takeTurn = (network: Network): number => {
  const now = network.clock.now();
  const at = Math.max(now, network.pace.nextAt);
  network.pace.nextAt = at + 1000 / network.pace.perSecond;
  return at - now;
};

/**
 * Dials as soon as the account may: calls from TwiML at once, calls an application asks for one after the other.
 * Never in the current turn, so that the caller of this function knows the SID before the first webhook is sent. The
 * returned function cancels the dialling.
 */
export const whenItsTurn = (network: Network, call: Call, dial: () => void): (() => void) => {
  const waitMs = call.direction === 'outbound-api' ? takeTurn(network) : 0;
  call.queuedMs = Math.round(waitMs);
  if (waitMs > LONGEST_WAIT_MS) {
    return network.timers.after(LONGEST_WAIT_MS, () => hangUp(network, call, 'carrier'));
  }
  return network.timers.after(waitMs, dial);
};
