import type { Call } from '../calls/call.ts';
import { resolveCallback } from '../calls/resolve-callback.ts';
import { forkOf } from '../listeners/forks.ts';
import { startStream } from '../listeners/stream.ts';
import { startTranscription } from '../listeners/transcription.ts';
import { recordCall } from '../recordings/recorder.ts';
import type { StartVerb, StopVerb } from '../twiml/verbs.ts';
import { type Ask, resolveUrl } from '../webhooks/address.ts';
import type { VerbNetwork } from './network.ts';

const absolute = (
  network: VerbNetwork,
  call: Call,
  ask: Ask | undefined,
  baseUrl: string | undefined,
): Ask | undefined => {
  const url = ask ? resolveUrl(ask.url, baseUrl) : undefined;
  if (ask && !url)
    network.faults.note({ code: 17585, message: `Invalid status callback URL: ${ask.url}` }, call.sid);
  return ask && url ? { ...ask, url } : undefined;
};

/** Attaches a listener to the call; the next verb follows at once. */
export const start = (
  network: VerbNetwork,
  call: Call,
  { noun }: StartVerb,
  baseUrl: string | undefined,
): void => {
  if (noun.noun === 'Recording') {
    const callback = resolveCallback(network, call, noun.callback, baseUrl);
    recordCall(network, call, { ...noun, callback }, 'StartRecordingTwiML');
  } else if (noun.noun === 'Stream') {
    const statusCallback = resolveCallback(network, call, noun.statusCallback, baseUrl);
    startStream(network, call, { ...noun, statusCallback }, false);
  } else {
    const callback = absolute(network, call, noun.callback, baseUrl);
    startTranscription(network, call, { ...noun, callback });
  }
};

export const stop = (network: VerbNetwork, call: Call, { noun, name }: StopVerb): void => {
  const fork = forkOf(call, noun, name);
  if (fork) fork.stop();
  else network.faults.note({ code: 12200, message: `There is no ${noun} ${name} to stop` }, call.sid);
};
