import { type Call, isOver } from '../calls/call.ts';
import { runDocument } from '../twiml/run-document.ts';
import { type Ask, resolveUrl } from '../webhooks/address.ts';
import type { VerbNetwork } from './network.ts';

/** Plays a document to a party alone before it is connected. Returns whether the party is still there and accepts. */
export const whisper = async (
  network: VerbNetwork,
  leg: Call,
  ask: Ask | undefined,
  baseUrl: string | undefined,
): Promise<boolean> => {
  if (!ask) return !isOver(leg);
  const url = resolveUrl(ask.url, baseUrl);
  if (url) {
    const address = { url, method: ask.method };
    return runDocument(network, leg, { kind: 'address', address, params: {} }, 'go on');
  }
  network.faults.note({ code: 13222, message: `Dial: Invalid url value ${ask.url}` }, leg.sid);
  return !isOver(leg);
};
