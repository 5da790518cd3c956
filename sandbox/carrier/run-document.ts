import { type Call, isOver } from './call.ts';
import { answer, endCall } from './call-life.ts';
import { dial } from './dial.ts';
import { type Address, type Document, fetchDocument } from './fetch-document.ts';
import { gather } from './gather.ts';
import type { Params } from './hooks.ts';
import { type Network, noteFault } from './network.ts';
import { play, playDigits, say, waitFor } from './play.ts';
import { record } from './record.ts';
import { parseTwiml, type TwimlFault } from './twiml.ts';
import { resolveUrl } from './twiml-grammar.ts';
import type { Verb } from './twiml-verbs.ts';

/** Where the next document comes from. */
export type Entry =
  | { readonly kind: 'address'; readonly address: Address; readonly params: Params }
  | { readonly kind: 'text'; readonly twiml: string };

/** What a verb leads to: the next verb, the end of the call, or another document. */
export type Step =
  | { readonly go: 'on' }
  | { readonly go: 'end' }
  | { readonly go: 'to'; readonly address: Address; readonly params: Params };

const ON: Step = { go: 'on' };
// A document that redirects to itself would never end.
const MAX_DOCUMENTS = 100;

const redirect = (
  network: Network,
  call: Call,
  verb: Verb & { verb: 'Redirect' },
  baseUrl?: string,
): Step => {
  const url = resolveUrl(verb.url, baseUrl);
  if (url) return { go: 'to', address: { url, method: verb.method }, params: {} };
  noteFault(network, { code: 11100, message: `Invalid URL format: ${verb.url}` }, call.sid);
  return { go: 'end' };
};

const obey = async (
  network: Network,
  call: Call,
  verb: Verb,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<Step> => {
  if (verb.verb === 'Reject' && call.answeredAt === undefined) {
    const isBusy = verb.reason === 'busy';
    endCall(network, call, {
      status: isBusy ? 'busy' : 'no-answer',
      by: 'carrier',
      sipCode: isBusy ? 486 : 403,
      error: isBusy ? { code: 31486, message: 'Busy here' } : { code: 31002, message: 'Connection declined' },
    });
    return { go: 'end' };
  }
  if (verb.verb === 'Redirect') return redirect(network, call, verb, baseUrl);
  if (verb.verb === 'Dial') return dial(network, call, verb, baseUrl, signal);
  if (verb.verb === 'Pause') {
    // A pause before everything else is a wait before picking up (docs, voice/twiml/pause).
    await waitFor(network, verb.seconds * 1000, signal);
    return ON;
  }
  answer(network, call);
  if (verb.verb === 'Gather') return gather(network, call, verb, baseUrl, signal);
  if (verb.verb === 'Record') return record(network, call, verb, baseUrl, signal);
  if (verb.verb === 'Say') await say(network, call, verb, signal);
  if (verb.verb === 'Play') await play(network, call, verb, baseUrl, signal);
  if (verb.verb === 'PlayDigits') await playDigits(network, call, verb, signal);
  return verb.verb === 'Hangup' || verb.verb === 'Reject' ? { go: 'end' } : ON;
};

const open = async (network: Network, call: Call, entry: Entry) => {
  if (entry.kind === 'address') return fetchDocument(network, call, entry.address, entry.params);
  const parsed = parseTwiml(entry.twiml);
  if (!parsed.ok) noteFault(network, parsed.error, call.sid);
  return parsed.ok
    ? { ok: true as const, value: { verbs: parsed.value, baseUrl: undefined } satisfies Document }
    : parsed;
};

const obeyAll = async (
  network: Network,
  call: Call,
  document: Document,
  signal: AbortSignal,
): Promise<Step> => {
  for (const verb of document.verbs) {
    const step = await obey(network, call, verb, document.baseUrl, signal);
    if (signal.aborted || step.go !== 'on') return step;
  }
  return { go: 'end' };
};

const failCall = (network: Network, call: Call, fault: TwimlFault): void =>
  endCall(network, call, {
    status: call.answeredAt === undefined ? 'failed' : 'completed',
    by: 'carrier',
    error: { code: 31005, message: `Application error ${fault.code}` },
  });

/** Runs TwiML on a call. Whatever ran on it before stops; when the document is over, so is the call. */
export const runDocument = async (network: Network, call: Call, first: Entry): Promise<void> => {
  const controller = new AbortController();
  const previous = call.document;
  call.document = controller;
  previous?.abort();
  const fallbackUrl = first.kind === 'address' ? first.address.fallbackUrl : undefined;
  let entry = first;
  for (let n = 0; n < MAX_DOCUMENTS; n++) {
    const document = await open(network, call, entry);
    if (controller.signal.aborted || isOver(call)) return;
    if (!document.ok) return failCall(network, call, document.error);
    const step = await obeyAll(network, call, document.value, controller.signal);
    if (controller.signal.aborted || isOver(call)) return;
    if (step.go !== 'to') break;
    // The fallback of the first document stands in for all that follow.
    entry = { kind: 'address', address: { ...step.address, fallbackUrl }, params: step.params };
  }
  answer(network, call);
  endCall(network, call, { status: 'completed', by: 'carrier' });
};
