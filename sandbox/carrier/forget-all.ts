import { isOver } from './call.ts';
import { endCall } from './call-life.ts';
import type { Network } from './network.ts';

/**
 * What a carrier's sudden end does: legs fall silent and nobody is told, not then and not later. The ledger alone
 * remembers; recordings, numbers and applications are on disk, as it were.
 */
export const forgetAll = (network: Network): void => {
  network.hooks.suspend('lost');
  for (const stop of [...network.ears.values()]) stop();
  for (const call of network.calls.values())
    if (!isOver(call)) endCall(network, call, { status: 'failed', by: 'carrier' });
  network.lost.calls.push(...network.calls.values());
  network.lost.conferences.push(...network.conferences.values());
  network.calls.clear();
  network.conferences.clear();
  network.queues.clear();
  network.pace.nextAt = 0;
  // What was still to be told is told to nobody: it goes before the webhooks are let through again.
  network.guard.detach(network.hooks.settled().then(() => network.hooks.resume()));
};
