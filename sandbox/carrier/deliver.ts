import { createHmac, randomUUID } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import { isWebUrl, splitFragment } from './hook-policy.ts';
import type { Hook, HookReply, Params, Wire } from './hooks.ts';
import type { LedgerAttempt } from './ledger.ts';
import type { Treatment } from './webhook-faults.ts';

/** What Twilio signs: the URL without its fragment, then each posted parameter's name and value, sorted by name. */
export const signHook = (authToken: string, url: string, posted: Params): string => {
  const signed = Object.keys(posted)
    .sort()
    .reduce((text, name) => text + name + (posted[name] ?? ''), url);
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
};

/** One attempt over HTTP. A redirect is an answer, not a road: following it would break the signature. */
export const httpWire: Wire = async (request, timeoutMs) => {
  try {
    const reply = await fetch(request, {
      redirect: 'manual',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
    });
    const bytes = new Uint8Array(await reply.arrayBuffer());
    const contentType = reply.headers.get('content-type') ?? '';
    return { status: reply.status, contentType, body: new TextDecoder().decode(bytes), bytes };
  } catch (thrown) {
    return {
      fault: thrown instanceof DOMException && thrown.name === 'TimeoutError' ? 'timeout' : 'connection',
    };
  }
};

type Letter = { readonly bare: string; readonly authToken: string; readonly deliveryId: string };

const withQuery = (url: string, params: Params): string => {
  const query = new URLSearchParams(params).toString();
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;
};

const spoiled = (params: Params): Params => {
  const [name, value = ''] = Object.entries(params).at(-1) ?? ['CallStatus'];
  return { ...params, [name]: `${value}0` };
};

const buildRequest = (
  { method, params }: Hook,
  { bare, authToken, deliveryId }: Letter,
  spoil: Treatment['spoil'],
  signal: AbortSignal,
): Request => {
  const isGet = method === 'GET';
  const signed = isGet ? withQuery(bare, params) : bare;
  const token = spoil === 'wrongSignature' ? [...authToken].reverse().join('') : authToken;
  const headers = new Headers({
    'User-Agent': 'TwilioProxy/1.1',
    Accept: '*/*',
    'I-Twilio-Idempotency-Token': deliveryId,
    'X-Twilio-Signature': signHook(token, signed, isGet ? {} : params),
  });
  const sent = spoil === 'corrupt' ? spoiled(params) : params;
  if (isGet) return new Request(withQuery(bare, sent), { method, headers, signal });
  headers.set('Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8');
  return new Request(bare, { method, headers, body: new URLSearchParams(sent).toString(), signal });
};

const kindOf = (reply: HookReply): 'ct' | '4xx' | '5xx' | 'rt' | undefined => {
  if ('fault' in reply) return reply.fault === 'connection' ? 'ct' : 'rt';
  if (reply.status >= 500) return '5xx';
  return reply.status >= 400 ? '4xx' : undefined;
};

const outcomeOf = (reply: HookReply): LedgerAttempt['outcome'] => {
  if (!('fault' in reply)) return reply.status;
  return reply.fault === 'connection' ? 'connection' : 'timeout';
};

export type Post = {
  readonly authToken: string;
  readonly clock: Clock;
  readonly wire: Wire;
  readonly signal: AbortSignal;
  /** Fulfilled after so many milliseconds of the network's time. */
  readonly wait: (delayMs: number) => Promise<void>;
  /** Each attempt is noted here. */
  readonly attempts: LedgerAttempt[];
};

const nothing = new Uint8Array();

/** Brings one webhook to its address, tried as often as the address asks for. The answer is the last attempt's. */
export const deliver = async (hook: Hook, treatment: Treatment, post: Post): Promise<HookReply> => {
  const { clock, wire, signal, attempts } = post;
  const { bare, policy } = splitFragment(hook.url);
  if (!isWebUrl(bare)) return { fault: 'connection' };
  if (policy.unknownPolicies.length > 0) return { fault: 'policy' };
  const letter = { bare, authToken: post.authToken, deliveryId: randomUUID() };
  const { spoil, status, copies, isLost, loseAnswer, slowMs } = treatment;

  const attempt = async (nth: number, timeoutMs: number): Promise<HookReply> => {
    if (isLost) return { fault: 'timeout' };
    if (status !== undefined) return { status, contentType: '', body: '', bytes: nothing };
    const send = () => wire(buildRequest(hook, letter, spoil, signal), timeoutMs);
    const [first] = await Promise.all([
      send(),
      ...Array.from({ length: nth === 0 ? copies : 0 }, () => send()),
    ]);
    if (loseAnswer && nth === 0) return { fault: 'timeout' };
    if (slowMs === 0) return first;
    await post.wait(Math.min(slowMs, timeoutMs));
    return slowMs < timeoutMs ? first : { fault: 'timeout' };
  };

  const startedAt = clock.now();
  let reply: HookReply = { fault: 'connection' };
  for (let nth = 0; nth <= policy.retries && !signal.aborted; nth++) {
    const at = clock.now();
    const leftMs = policy.totalMs - (at - startedAt);
    if (leftMs <= 0) break;
    reply = await attempt(nth, Math.min(leftMs, policy.readTimeoutMs));
    const outcome = outcomeOf(reply);
    attempts.push({ at, tookMs: clock.now() - at, outcome });
    const kind = kindOf(reply);
    if (!kind || !policy.retryOn.has(kind)) break;
  }
  const isOutOfTime = 'fault' in reply && reply.fault === 'timeout' && policy.namesTotal;
  return isOutOfTime && clock.now() - startedAt >= policy.totalMs ? { fault: 'total' } : reply;
};
