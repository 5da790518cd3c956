import { type Call, isOver } from '../calls/call.ts';
import { resolveCallback } from '../calls/resolve-callback.ts';
import { startRelay } from '../listeners/relay.ts';
import { startStream } from '../listeners/stream.ts';
import { playTo } from '../playback/play.ts';
import type { ConnectVerb, Step, StreamNoun } from '../twiml/verbs.ts';
import { resolveUrl } from '../webhooks/address.ts';
import type { Params } from '../webhooks/hooks.ts';
import type { VerbNetwork } from './network.ts';

const throughStream = async (
  network: VerbNetwork,
  call: Call,
  noun: StreamNoun,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<Params> => {
  const statusCallback = resolveCallback(network, call, noun.statusCallback, baseUrl);
  const { fork, played, over } = startStream(
    network,
    call,
    { ...noun, tracks: ['inbound'], statusCallback },
    true,
  );
  signal.addEventListener('abort', fork.stop);
  if (signal.aborted) fork.stop();
  if (played) network.guard.detach(playTo(network, call, played.source, signal));
  await over;
  signal.removeEventListener('abort', fork.stop);
  return { StreamSid: fork.sid, StreamName: noun.name ?? fork.sid };
};

/** Connects the call to an application, and continues with the next step when that ends. */
export const connect = async (
  network: VerbNetwork,
  call: Call,
  verb: ConnectVerb,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<Step> => {
  const { noun } = verb;
  const params =
    noun.noun === 'Stream'
      ? await throughStream(network, call, noun, baseUrl, signal)
      : await startRelay(network, call, noun, signal);
  if (signal.aborted || verb.action === undefined) return { go: 'on' };
  const url = resolveUrl(verb.action, baseUrl);
  if (url) return isOver(call) ? { go: 'end' } : { go: 'to', address: { url, method: verb.method }, params };
  network.faults.note({ code: 11100, message: `Invalid URL format: ${verb.action}` }, call.sid);
  return { go: 'end' };
};
