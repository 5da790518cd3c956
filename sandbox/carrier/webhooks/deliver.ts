import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/clock.ts';
import type { LedgerAttempt } from '../ledger/ledger.ts';
import type { Treatment } from '../weather/webhooks.ts';
import { isWebUrl } from './address.ts';
import type { Hook, HookReply, Wire } from './hooks.ts';
import { splitFragment } from './policy.ts';
import { type HookRequest, hookRequest } from './request.ts';

/** One attempt over HTTP. Redirects are returned, not followed: each address on the way gets its own signature. */
export const httpWire: Wire = async (request, timeoutMs) => {
  try {
    const reply = await fetch(request, {
      redirect: 'manual',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
    });
    const bytes = new Uint8Array(await reply.arrayBuffer());
    const contentType = reply.headers.get('content-type') ?? '';
    const location = reply.headers.get('location') ?? undefined;
    return { status: reply.status, contentType, body: new TextDecoder().decode(bytes), bytes, location };
  } catch (thrown) {
    return {
      fault: thrown instanceof DOMException && thrown.name === 'TimeoutError' ? 'timeout' : 'connection',
    };
  }
};

// Twilio gives no figure for 11215; this was the browsers' limit for a long time.
const MOST_REDIRECTS = 10;

/**
 * The request a redirect asks for. Twilio follows 301, 302, 303 and 307 (docs, errors/11216); only 307 keeps the
 * method and parameters (RFC 9110, section 15.4).
 */
const redirected = (request: HookRequest, reply: HookReply): HookRequest | undefined => {
  if ('fault' in reply || ![301, 302, 303, 307].includes(reply.status) || !reply.location) return undefined;
  const base = new URL(request.url);
  const to = URL.canParse(reply.location, base.href) ? new URL(reply.location, base) : undefined;
  if (!to) return undefined;
  const { bare: url } = splitFragment(to.href);
  if (!isWebUrl(url)) return undefined;
  return reply.status === 307 ? { ...request, url } : { ...request, url, method: 'GET', params: {} };
};

const kindOf = (reply: HookReply): 'ct' | '4xx' | '5xx' | 'rt' | undefined => {
  if ('fault' in reply) {
    if (reply.fault === 'redirects') return undefined;
    return reply.fault === 'connection' ? 'ct' : 'rt';
  }
  if (reply.status >= 500) return '5xx';
  return reply.status >= 400 ? '4xx' : undefined;
};

const outcomeOf = (reply: HookReply): LedgerAttempt['outcome'] => {
  if (!('fault' in reply)) return reply.status;
  return reply.fault === 'timeout' ? 'timeout' : 'connection';
};

export type Post = {
  readonly authToken: string;
  readonly clock: Clock;
  readonly wire: Wire;
  readonly signal: AbortSignal;
  /** Fulfilled after this many milliseconds of the network's time. */
  readonly wait: (delayMs: number) => Promise<void>;
  /** Each attempt is recorded here. */
  readonly attempts: LedgerAttempt[];
};

const nothing = new Uint8Array();

/** Delivers one webhook, with as many attempts as its address asks for. Returns the last attempt's reply. */
export const deliver = async (hook: Hook, treatment: Treatment, post: Post): Promise<HookReply> => {
  const { clock, wire, signal, attempts } = post;
  const { bare, policy } = splitFragment(hook.url);
  if (!isWebUrl(bare)) return { fault: 'connection' };
  if (policy.unknownPolicies.length > 0) return { fault: 'policy' };
  const { method, params } = hook;
  const request = { method, url: bare, params, authToken: post.authToken, deliveryId: randomUUID() };
  const { spoil, status, copies, isLost, loseAnswer, slowMs } = treatment;

  const attempt = async (nth: number, timeoutMs: number): Promise<HookReply> => {
    if (isLost) return { fault: 'timeout' };
    if (status !== undefined) return { status, contentType: '', body: '', bytes: nothing };
    const send = async (): Promise<HookReply> => {
      const until = clock.now() + timeoutMs;
      let next: HookRequest = request;
      for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
        const reply = await wire(hookRequest(next, spoil, signal), Math.max(1, until - clock.now()));
        const led = redirected(next, reply);
        if (!led) return reply;
        next = led;
      }
      return { fault: 'redirects' };
    };
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
