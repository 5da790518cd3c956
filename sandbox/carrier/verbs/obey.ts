import type { Call } from '../calls/call.ts';
import { answer, endCall } from '../calls/life.ts';
import { play, playDigits, playTo, say, waitFor } from '../playback/play.ts';
import type { Step, Verb } from '../twiml/verbs.ts';
import { resolveUrl } from '../webhooks/address.ts';
import { connect } from './connect.ts';
import { dial } from './dial.ts';
import { enqueue } from './enqueue.ts';
import { gather } from './gather.ts';
import type { VerbNetwork } from './network.ts';
import { record } from './record.ts';
import { start, stop } from './start.ts';

const ON: Step = { go: 'on' };
const END: Step = { go: 'end' };

const redirect = (
  network: VerbNetwork,
  call: Call,
  verb: Verb & { verb: 'Redirect' },
  baseUrl?: string,
): Step => {
  const url = resolveUrl(verb.url, baseUrl);
  if (url) return { go: 'to', address: { url, method: verb.method }, params: {} };
  network.faults.note({ code: 11100, message: `Invalid URL format: ${verb.url}` }, call.sid);
  return END;
};

const reject = (network: VerbNetwork, call: Call, reason: 'rejected' | 'busy'): Step => {
  const isBusy = reason === 'busy';
  endCall(network, call, {
    status: isBusy ? 'busy' : 'no-answer',
    by: 'carrier',
    sipCode: isBusy ? 486 : 403,
    error: isBusy ? { code: 31486, message: 'Busy here' } : { code: 31002, message: 'Connection declined' },
  });
  return END;
};

/** Verbs that do not answer the call themselves; every other verb does. */
const LEAVES_RINGING: readonly Verb['verb'][] = ['Reject', 'Redirect', 'Dial', 'Pause', 'Start', 'Stop'];

/** Carries out one verb of a call's document. */
export const obeyVerb = async (
  network: VerbNetwork,
  call: Call,
  verb: Verb,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<Step> => {
  if (!LEAVES_RINGING.includes(verb.verb)) answer(network, call);
  switch (verb.verb) {
    case 'Reject':
      return call.answeredAt === undefined ? reject(network, call, verb.reason) : END;
    case 'Redirect':
      return redirect(network, call, verb, baseUrl);
    case 'Dial':
      return dial(network, call, verb, baseUrl, signal);
    case 'Enqueue':
      return enqueue(network, call, verb, baseUrl, signal);
    case 'Connect':
      return connect(network, call, verb, baseUrl, signal);
    case 'Gather':
      return gather(network, call, verb, baseUrl, signal);
    case 'Record':
      return record(network, call, verb, baseUrl, signal);
    case 'Pause':
      // A <Pause> before every other verb delays the answer (docs, voice/twiml/pause).
      await waitFor(network, verb.seconds * 1000, signal);
      return ON;
    case 'Say':
      await say(network, call, verb, signal);
      return ON;
    case 'Play':
      await play(network, call, verb, baseUrl, signal);
      return ON;
    case 'PlaySound':
      await playTo(network, call, verb.sound(), signal);
      return ON;
    case 'PlayDigits':
      await playDigits(network, call, verb, signal);
      return ON;
    case 'Start':
      start(network, call, verb, baseUrl);
      return ON;
    case 'Stop':
      stop(network, call, verb);
      return ON;
    // Outside of a queue <Leave> has no effect.
    case 'Leave':
      return ON;
    case 'Hangup':
      return END;
  }
};
