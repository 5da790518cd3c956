import { type Call, isOver } from '../calls/call.ts';
import { callParams } from '../calls/params.ts';
import { createEars } from '../media/hear-words.ts';
import { play, say, waitFor } from '../playback/play.ts';
import type { GatherVerb, Prompt, Step } from '../twiml/verbs.ts';
import { resolveUrl } from '../webhooks/address.ts';
import type { Params } from '../webhooks/hooks.ts';
import type { VerbNetwork } from './network.ts';

/** What was pressed or said; `wait` is fulfilled when gathering ends. */
type Gathered = {
  readonly params: () => Params | undefined;
  readonly wait: () => Promise<void>;
  readonly stop: () => void;
};

// Roughly what speech engines report: the sandbox knows the exact words, but claims no more confidence than they do.
const CONFIDENCE = '0.98';

const prompt = async (
  network: VerbNetwork,
  call: Call,
  verb: Prompt,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<void> => {
  if (verb.verb === 'Say') await say(network, call, verb, signal);
  else if (verb.verb === 'Play') await play(network, call, verb, baseUrl, signal);
  else await waitFor(network, verb.seconds * 1000, signal);
};

/** Sends partial results to the application while the caller speaks. */
const partialTeller = (network: VerbNetwork, call: Call, verb: GatherVerb, baseUrl: string | undefined) => {
  const partial = verb.speech?.partial;
  const url = partial ? resolveUrl(partial.url, baseUrl) : undefined;
  let sequence = 0;
  return (text: string) => {
    if (!partial || !url) return;
    network.hooks.tell(`${call.sid} partial`, {
      kind: 'transcription',
      event: 'partial',
      leg: call.kind,
      method: partial.method,
      url,
      params: {
        ...callParams(network.account, call),
        UnstableSpeechResult: text,
        Stability: '0.9',
        SequenceNumber: String(sequence++),
      },
    });
  };
};

/** Listens from now on. The first key or word stops the prompts; the timeout runs from their end or the last key. */
const listen = (
  network: VerbNetwork,
  call: Call,
  verb: GatherVerb,
  baseUrl: string | undefined,
  prompts: AbortController,
): Gathered => {
  let digits = '';
  let finishedOn = '';
  let words: string | undefined;
  let cancelTimeout = (): void => {};
  const { promise, resolve } = Promise.withResolvers<void>();
  let isDone = false;
  const stop = () => {
    if (isDone) return;
    isDone = true;
    cancelTimeout();
    rest();
    call.media.onDigit = undefined;
    resolve();
  };
  const rearm = () => {
    cancelTimeout();
    if (!isDone) cancelTimeout = network.time.timers.after(verb.timeoutS * 1000, stop);
  };
  const ears = verb.speech
    ? createEars({
        quietMs: verb.speech.quietMs,
        began() {
          prompts.abort();
          cancelTimeout();
        },
        partly: partialTeller(network, call, verb, baseUrl),
        said({ text }) {
          words = text;
          stop();
        },
      })
    : undefined;
  const rest = ears ? call.media.tap({ hear: said => ears.hear(said) }) : () => {};
  if (verb.hearsKeys)
    call.media.onDigit = digit => {
      prompts.abort();
      if (digit === verb.finishOnKey) {
        finishedOn = digit;
        return stop();
      }
      digits += digit;
      if (digits.length === verb.numDigits) stop();
      else rearm();
    };
  return {
    params(): Params | undefined {
      if (words !== undefined) return { SpeechResult: words, Confidence: CONFIDENCE };
      // FinishedOnKey is empty when the number of keys or the timeout ended it: undocumented, but Twilio sends it so.
      return digits === '' ? undefined : { Digits: digits, FinishedOnKey: finishedOn };
    },
    wait() {
      rearm();
      return promise;
    },
    stop,
  };
};

/** Gathers keys or words while prompts play, and requests the action with the result. */
export const gather = async (
  network: VerbNetwork,
  call: Call,
  verb: GatherVerb,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<Step> => {
  const prompts = new AbortController();
  const gathered = listen(network, call, verb, baseUrl, prompts);
  const stop = () => {
    prompts.abort();
    gathered.stop();
  };
  signal.addEventListener('abort', stop);
  for (const each of verb.prompts) {
    if (prompts.signal.aborted) break;
    await prompt(network, call, each, baseUrl, prompts.signal);
  }
  if (!signal.aborted) await gathered.wait();
  gathered.stop();
  signal.removeEventListener('abort', stop);
  if (signal.aborted || isOver(call)) return { go: 'end' };
  const params = gathered.params();
  // Without a key or a word the next verb follows (docs, voice/twiml/gather).
  if (!params && !verb.actionOnEmptyResult) return { go: 'on' };
  const url = verb.action === undefined ? baseUrl : resolveUrl(verb.action, baseUrl);
  if (url)
    return {
      go: 'to',
      address: { url, method: verb.method },
      params: params ?? { Digits: '', FinishedOnKey: '' },
    };
  network.faults.note({ code: 11100, message: `Invalid URL format: ${verb.action ?? ''}` }, call.sid);
  return { go: 'end' };
};
