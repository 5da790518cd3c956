import type { Call } from './call.ts';
import { hangUp } from './call-life.ts';
import type { Network } from './network.ts';

// Twilio gives up on what has waited for a day.
const LONGEST_WAIT_MS = 86_400_000;

/**
 * When the next call of an application may be dialled: so many a second, whoever comes sooner waits. Answers how long,
 * in milliseconds.
 */
const takeTurn = (network: Network): number => {
  const now = network.clock.now();
  const at = Math.max(now, network.pace.nextAt);
  network.pace.nextAt = at + 1000 / network.pace.perSecond;
  return at - now;
};

/**
 * Dials as soon as the account may: at once what is dialled from TwiML, one after the other what an application asks for.
 * Never in the present turn, so that whoever places the call knows its SID before the first webhook leaves. The answer
 * cancels it.
 */
export const whenItsTurn = (network: Network, call: Call, dial: () => void): (() => void) => {
  const waitMs = call.direction === 'outbound-api' ? takeTurn(network) : 0;
  call.queuedMs = Math.round(waitMs);
  if (waitMs > LONGEST_WAIT_MS) {
    return network.timers.after(LONGEST_WAIT_MS, () => hangUp(network, call, 'carrier'));
  }
  return network.timers.after(waitMs, dial);
};
