import type { Call } from '../calls/call.ts';
import { forkOf } from '../listeners/forks.ts';
import { startStream } from '../listeners/stream.ts';
import { startTranscription } from '../listeners/transcription.ts';
import { type Network, noteFault } from '../network.ts';
import { recordCall } from '../recordings/recorder.ts';
import { resolveUrl } from '../twiml/rules.ts';
import type { Ask, StartVerb, StopVerb } from '../twiml/verbs.ts';
import { resolveCallback } from './enter-room.ts';

const absolute = (
  network: Network,
  call: Call,
  ask: Ask | undefined,
  baseUrl: string | undefined,
): Ask | undefined => {
  const url = ask ? resolveUrl(ask.url, baseUrl) : undefined;
  if (ask && !url)
    noteFault(network, { code: 17585, message: `Invalid status callback URL: ${ask.url}` }, call.sid);
  return ask && url ? { ...ask, url } : undefined;
};

/** Attaches a listener to the call; the next verb follows at once. */
export const start = (
  network: Network,
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

export const stop = (network: Network, call: Call, { noun, name }: StopVerb): void => {
  const fork = forkOf(call, noun, name);
  if (fork) fork.stop();
  else noteFault(network, { code: 12200, message: `There is no ${noun} ${name} to stop` }, call.sid);
};
