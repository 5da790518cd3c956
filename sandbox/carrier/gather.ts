import { type Call, isOver } from './call.ts';
import type { Network } from './network.ts';
import { noteFault } from './network.ts';
import { play, say, waitFor } from './play.ts';
import type { Step } from './run-document.ts';
import { resolveUrl } from './twiml-grammar.ts';
import type { GatherVerb, Prompt } from './twiml-verbs.ts';

/** The keys that were pressed; `wait` is fulfilled when no more are waited for. */
type Keys = {
  readonly digits: () => string;
  readonly wait: () => Promise<void>;
  readonly stop: () => void;
};

const prompt = async (
  network: Network,
  call: Call,
  verb: Prompt,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<void> => {
  if (verb.verb === 'Say') await say(network, call, verb, signal);
  else if (verb.verb === 'Play') await play(network, call, verb, baseUrl, signal);
  else await waitFor(network, verb.seconds * 1000, signal);
};

/** Listens for keys from now on. The first one ends the prompts; the time runs from their end or the last key. */
const listen = (network: Network, call: Call, verb: GatherVerb, prompts: AbortController): Keys => {
  let digits = '';
  let cancelTimeout = (): void => {};
  const { promise, resolve } = Promise.withResolvers<void>();
  let isOver = false;
  const stop = () => {
    isOver = true;
    cancelTimeout();
    call.media.onDigit = undefined;
    resolve();
  };
  const rearm = () => {
    cancelTimeout();
    if (!isOver) cancelTimeout = network.timers.after(verb.timeoutS * 1000, stop);
  };
  call.media.onDigit = digit => {
    prompts.abort();
    if (digit === verb.finishOnKey) return stop();
    digits += digit;
    if (digits.length === verb.numDigits) stop();
    else rearm();
  };
  return {
    digits: () => digits,
    wait() {
      rearm();
      return promise;
    },
    stop,
  };
};

/** Gathers keys while prompts are heard, and asks the action what to do with them. */
export const gather = async (
  network: Network,
  call: Call,
  verb: GatherVerb,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<Step> => {
  const prompts = new AbortController();
  const keys = listen(network, call, verb, prompts);
  const stop = () => {
    prompts.abort();
    keys.stop();
  };
  signal.addEventListener('abort', stop);
  for (const each of verb.prompts) {
    if (prompts.signal.aborted) break;
    await prompt(network, call, each, baseUrl, prompts.signal);
  }
  if (!signal.aborted) await keys.wait();
  keys.stop();
  signal.removeEventListener('abort', stop);
  if (signal.aborted || isOver(call)) return { go: 'end' };
  const digits = keys.digits();
  // Without a key the next verb follows (docs, voice/twiml/gather).
  if (digits === '' && !verb.actionOnEmptyResult) return { go: 'on' };
  const url = verb.action === undefined ? baseUrl : resolveUrl(verb.action, baseUrl);
  if (url) return { go: 'to', address: { url, method: verb.method }, params: { Digits: digits } };
  noteFault(network, { code: 11100, message: `Invalid URL format: ${verb.action ?? ''}` }, call.sid);
  return { go: 'end' };
};
