import { type Call, isOver } from '../calls/call.ts';
import { hangUp } from '../calls/life.ts';
import { waitFor } from '../playback/play.ts';
import { fetchDocument } from '../twiml/fetch-document.ts';
import type { Verb } from '../twiml/verbs.ts';
import type { Ask } from '../webhooks/address.ts';
import type { Params } from '../webhooks/hooks.ts';
import type { VerbNetwork } from './network.ts';

const ALLOWED: readonly Verb['verb'][] = ['Say', 'Play', 'Pause', 'Gather', 'Redirect', 'Leave', 'Hangup'];
// A document that plays nothing is not requested again at once.
const EMPTY_ROUND_MS = 1000;

/**
 * What a caller in a queue hears: the document at an address, repeated until the call leaves, hangs up or is taken
 * out. Each request contains the state of the wait.
 */
export const runWaiting = async (
  network: VerbNetwork,
  call: Call,
  first: Ask,
  about: () => Params,
  signal: AbortSignal,
): Promise<'left' | 'taken'> => {
  let address = first;
  let more: Params = {};
  while (!signal.aborted && !isOver(call)) {
    const startedAt = network.time.clock.now();
    const document = await fetchDocument(network, call, address, { ...about(), ...more });
    if (signal.aborted || isOver(call)) break;
    address = first;
    more = {};
    for (const verb of document.ok ? document.value.verbs : []) {
      if (!ALLOWED.includes(verb.verb)) {
        network.faults.note(
          { code: 13260, message: `<${verb.verb}> is not allowed while waiting` },
          call.sid,
        );
        continue;
      }
      if (verb.verb === 'Leave') return 'left';
      if (verb.verb === 'Hangup') {
        hangUp(network, call, 'carrier');
        return 'taken';
      }
      const baseUrl = document.ok ? document.value.baseUrl : undefined;
      const step = await network.obey(call, verb, baseUrl, signal);
      if (signal.aborted || isOver(call)) return 'taken';
      if (step.go !== 'to') continue;
      address = step.address;
      more = step.params;
      break;
    }
    if (network.time.clock.now() - startedAt < EMPTY_ROUND_MS && address === first)
      await waitFor(network, EMPTY_ROUND_MS, signal);
  }
  return 'taken';
};
