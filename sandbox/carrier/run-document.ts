import { type Call, isOver } from './call.ts';
import { answer, endCall } from './call-life.ts';
import { type Address, type Document, fetchDocument } from './fetch-document.ts';
import type { Params } from './hooks.ts';
import { type Network, noteFault } from './network.ts';
import { obeyVerb } from './obey-verb.ts';
import { parseTwiml, type TwimlFault } from './twiml.ts';

/** Where the next document comes from. */
export type Entry =
  | { readonly kind: 'address'; readonly address: Address; readonly params: Params }
  | { readonly kind: 'text'; readonly twiml: string };

/** What a verb leads to: the next verb, the end of the call, or another document. */
export type Step =
  | { readonly go: 'on' }
  | { readonly go: 'end' }
  | { readonly go: 'to'; readonly address: Address; readonly params: Params };

// A document that redirects to itself would never end.
const MAX_DOCUMENTS = 100;

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
    const step = await obeyVerb(network, call, verb, document.baseUrl, signal);
    if (signal.aborted || step.go !== 'on') return step;
  }
  return { go: 'on' };
};

const failCall = (network: Network, call: Call, fault: TwimlFault): void =>
  endCall(network, call, {
    status: call.answeredAt === undefined ? 'failed' : 'completed',
    by: 'carrier',
    error: { code: 31005, message: `Application error ${fault.code}` },
  });

/**
 * Runs TwiML on a call. Whatever ran on it before stops. When the document is over, so is the call, unless it is to go
 * on. Answers whether it came to its end with the call alive.
 */
export const runDocument = async (
  network: Network,
  call: Call,
  first: Entry,
  then: 'hang up' | 'go on' = 'hang up',
): Promise<boolean> => {
  const controller = new AbortController();
  const previous = call.document;
  call.document = controller;
  previous?.abort();
  const { fallbackUrl, fallbackMethod }: Partial<Address> = first.kind === 'address' ? first.address : {};
  let entry = first;
  for (let n = 0; n < MAX_DOCUMENTS; n++) {
    const document = await open(network, call, entry);
    if (controller.signal.aborted || isOver(call)) return false;
    if (!document.ok) {
      failCall(network, call, document.error);
      return false;
    }
    const step = await obeyAll(network, call, document.value, controller.signal);
    if (controller.signal.aborted || isOver(call)) return false;
    if (step.go === 'on' && then === 'go on') return true;
    if (step.go !== 'to') break;
    // The fallback of the first document stands in for all that follow.
    entry = {
      kind: 'address',
      address: { ...step.address, fallbackUrl, fallbackMethod },
      params: step.params,
    };
  }
  answer(network, call);
  endCall(network, call, { status: 'completed', by: 'carrier' });
  return false;
};
