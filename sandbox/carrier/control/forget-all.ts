import { isOver } from '../calls/call.ts';
import { endCall } from '../calls/life.ts';
import type { Network } from '../network.ts';

/**
 * The effects of a carrier crash: legs fall silent and no webhook about it is ever sent. Only the ledger remembers;
 * recordings, numbers and applications survive, as if they were on disk.
 */
export const forgetAll = (network: Network): void => {
  network.hooks.suspend('lost');
  for (const stop of [...network.page.ears.values()]) stop();
  for (const call of network.calls.values())
    if (!isOver(call)) endCall(network, call, { status: 'failed', by: 'carrier' });
  network.calls.loseAll();
  network.conferences.loseAll();
  network.queues.clear();
  network.calls.pace.nextAt = 0;
  // Pending webhooks are dropped before webhooks are sent again.
  network.guard.detach(network.hooks.settled().then(() => network.hooks.resume()));
};
