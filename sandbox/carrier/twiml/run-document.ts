import { type Call, isOver } from '../calls/call.ts';
import { answer, endCall } from '../calls/life.ts';
import { type Address, resolveUrl } from '../webhooks/address.ts';
import type { Params } from '../webhooks/hooks.ts';
import { type Document, fetchDocument } from './fetch-document.ts';
import type { TwimlNetwork } from './network.ts';
import { parseTwiml, type TwimlFault } from './parse.ts';
import { tellAction } from './tell-action.ts';
import type { Step, Verb } from './verbs.ts';

/** The source of the next document. */
export type Entry =
  | { readonly kind: 'address'; readonly address: Address; readonly params: Params }
  | { readonly kind: 'text'; readonly twiml: string };

// A document that redirects to itself would never end.
const MAX_DOCUMENTS = 100;

const open = async (network: TwimlNetwork, call: Call, entry: Entry) => {
  if (entry.kind === 'address') return fetchDocument(network, call, entry.address, entry.params);
  const parsed = parseTwiml(entry.twiml);
  if (!parsed.ok) network.faults.note(parsed.error, call.sid);
  return parsed.ok
    ? { ok: true as const, value: { verbs: parsed.value, baseUrl: undefined } satisfies Document }
    : parsed;
};

/** A call leaves a <Dial> without an action through the REST interface: a <Redirect> after it is still requested. */
const askInVain = async (
  network: TwimlNetwork,
  call: Call,
  next: Verb | undefined,
  baseUrl: string | undefined,
): Promise<void> => {
  const url = next?.verb === 'Redirect' && !isOver(call) ? resolveUrl(next.url, baseUrl) : undefined;
  if (url && next?.verb === 'Redirect') await tellAction(network, call, { url, method: next.method }, {});
};

const obeyAll = async (
  network: TwimlNetwork,
  call: Call,
  { verbs, baseUrl }: Document,
  signal: AbortSignal,
  isAllowed: (verb: Verb) => boolean,
): Promise<Step> => {
  for (const [n, verb] of verbs.entries()) {
    if (!isAllowed(verb)) continue;
    const step = await network.obey(call, verb, baseUrl, signal);
    if (signal.aborted && verb.verb === 'Dial' && verb.action === undefined)
      await askInVain(network, call, verbs[n + 1], baseUrl);
    if (signal.aborted || step.go !== 'on') return step;
  }
  return { go: 'on' };
};

/** Every verb was obeyed, one of them ended the call, something else took the call over, or there was no document. */
type Followed = 'done' | 'ended' | 'stopped' | TwimlFault;

const follow = async (
  network: TwimlNetwork,
  call: Call,
  first: Entry,
  signal: AbortSignal,
  isAllowed: (verb: Verb) => boolean = () => true,
): Promise<Followed> => {
  const { fallbackUrl, fallbackMethod }: Partial<Address> = first.kind === 'address' ? first.address : {};
  let entry = first;
  for (let n = 0; n < MAX_DOCUMENTS; n++) {
    const document = await open(network, call, entry);
    if (signal.aborted || isOver(call)) return 'stopped';
    if (!document.ok) return document.error;
    const step = await obeyAll(network, call, document.value, signal, isAllowed);
    if (signal.aborted || isOver(call)) return 'stopped';
    if (step.go !== 'to') return step.go === 'on' ? 'done' : 'ended';
    // The first document's fallback covers all documents that follow.
    entry = {
      kind: 'address',
      address: { ...step.address, fallbackUrl, fallbackMethod },
      params: step.params,
    };
  }
  return 'ended';
};

const failCall = (network: TwimlNetwork, call: Call, fault: TwimlFault): void =>
  endCall(network, call, {
    status: call.answeredAt === undefined ? 'failed' : 'completed',
    by: 'carrier',
    error: { code: 31005, message: `Application error ${fault.code}` },
  });

/**
 * Runs TwiML on a call, and stops the document that ran before. When the document ends, the call ends too, unless
 * `then` is 'go on'. Returns whether the document reached its end with the call alive.
 */
export const runDocument = async (
  network: TwimlNetwork,
  call: Call,
  first: Entry,
  then: 'hang up' | 'go on' = 'hang up',
): Promise<boolean> => {
  const controller = new AbortController();
  const previous = call.document;
  call.document = controller;
  previous?.abort();
  try {
    const followed = await follow(network, call, first, controller.signal);
    if (followed === 'stopped') return false;
    if (followed === 'done' && then === 'go on') return true;
    if (typeof followed === 'object') failCall(network, call, followed);
    else {
      answer(network, call);
      endCall(network, call, { status: 'completed', by: 'carrier' });
    }
  } catch (thrown) {
    // Without this, a call whose document threw would never end.
    network.guard.broke(thrown);
    failCall(network, call, { code: 20500, message: 'An internal server error has occurred' });
  }
  return false;
};

/**
 * Gives a call another document from outside. The party it was connected with is told, and continues with its own
 * document.
 */
export const redirectCall = (network: TwimlNetwork, call: Call, entry: Entry): void => {
  for (const act of [...call.whenRedirected]) act();
  network.guard.detach(runDocument(network, call, entry));
};

/** Runs a document beside the call's own, which waits meanwhile. Only these verbs are obeyed. */
export const runAside = async (
  network: TwimlNetwork,
  call: Call,
  entry: Entry,
  verbs: readonly Verb['verb'][],
  signal: AbortSignal,
): Promise<void> => {
  await follow(network, call, entry, signal, ({ verb }) => {
    if (verbs.includes(verb)) return true;
    network.faults.note({ code: 12200, message: `<${verb}> is not allowed here` }, call.sid);
    return false;
  });
};
