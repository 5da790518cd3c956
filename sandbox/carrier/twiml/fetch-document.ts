import { err, ok, type Result } from '../../../shared/result.ts';
import type { Account } from '../account/account.ts';
import type { Call } from '../calls/call.ts';
import { callParams } from '../calls/params.ts';
import type { Faults } from '../ledger/faults.ts';
import { decodeSound } from '../media/sound-file.ts';
import type { Address, Method } from '../webhooks/address.ts';
import type { HookReply, Hooks, Params } from '../webhooks/hooks.ts';
import { splitFragment } from '../webhooks/policy.ts';
import { retrievalFault } from '../webhooks/reply-fault.ts';
import { parseTwiml, type TwimlFault } from './parse.ts';
import type { Verb } from './verbs.ts';

type Parts = { readonly account: Account; readonly hooks: Hooks; readonly faults: Faults };

/** Relative addresses in the document are relative to `baseUrl`. */
export type Document = { readonly verbs: readonly Verb[]; readonly baseUrl: string | undefined };

const XML = /^(text|application)\/(xml|html)\b/;
const MOST_WORDS = 4096;

const read = (reply: HookReply): Result<readonly Verb[], TwimlFault> => {
  const fault = retrievalFault(reply);
  if (fault || 'fault' in reply) return err(fault ?? { code: 11205, message: 'no answer' });
  const { contentType } = reply;
  // Plain text is read out, a sound is played, and then the call ends (docs, voice/twiml, MIME types).
  if (/^text\/plain\b/.test(contentType)) {
    const text = reply.body.trim().slice(0, MOST_WORDS);
    return ok(text === '' ? [] : [{ verb: 'Say', text, language: 'en-US', loop: 1 }]);
  }
  const sound = decodeSound(contentType, reply.bytes);
  if (sound) return ok([{ verb: 'PlaySound', sound }]);
  if (!XML.test(contentType)) {
    return err({ code: 12300, message: `Invalid Content-Type: ${contentType || 'none'}` });
  }
  return parseTwiml(reply.body);
};

const ask = async (network: Parts, call: Call, url: string, method: Method, params: Params) => {
  const reply = await network.hooks.ask({
    kind: 'twiml',
    event: '',
    leg: call.kind,
    method,
    url,
    params: { ...callParams(network.account, call), ...params },
  });
  const document = read(reply);
  if (!document.ok) network.faults.note(document.error, call.sid);
  return document;
};

/** Asks the application for a call's document; if that fails, asks its fallback. */
export const fetchDocument = async (
  network: Parts,
  call: Call,
  address: Address,
  params: Params,
): Promise<Result<Document, TwimlFault>> => {
  const first = await ask(network, call, address.url, address.method, params);
  if (first.ok) return ok({ verbs: first.value, baseUrl: splitFragment(address.url).bare });
  if (!address.fallbackUrl) return first;
  const second = await ask(network, call, address.fallbackUrl, address.fallbackMethod ?? 'POST', {
    ...params,
    ErrorCode: String(first.error.code),
    ErrorUrl: splitFragment(address.url).bare,
  });
  return second.ok ? ok({ verbs: second.value, baseUrl: splitFragment(address.fallbackUrl).bare }) : second;
};
