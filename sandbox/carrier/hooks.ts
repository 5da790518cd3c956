import { createHmac, randomUUID } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import { isWebUrl, splitFragment } from './hook-policy.ts';
import type { LedgerAttempt, LedgerWebhook } from './ledger.ts';

export type HookMethod = 'GET' | 'POST';
export type Params = Readonly<Record<string, string>>;

export type Hook = {
  readonly kind: LedgerWebhook['kind'];
  readonly method: HookMethod;
  readonly url: string;
  readonly params: Params;
};

/** `status` is the answer's HTTP status; `fault` why there was none. */
export type HookReply =
  | {
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
      readonly bytes: Uint8Array;
    }
  | { readonly fault: 'connection' | 'timeout' };

/** One attempt on the wire. Faults are injected by wrapping it. */
export type Wire = (request: Request, timeoutMs: number) => Promise<HookReply>;

export type Hooks = {
  /** Asks at once and waits for the answer. */
  ask(hook: Hook): Promise<HookReply>;
  /** Delivers in order with everything else of the same queue; the answer's body is ignored. */
  tell(queue: string, hook: Hook): void;
  settled(): Promise<void>;
  stop(): void;
  readonly log: readonly LedgerWebhook[];
};

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

const buildRequest = (
  hook: Hook,
  bare: string,
  authToken: string,
  deliveryId: string,
  signal: AbortSignal,
): Request => {
  const form = new URLSearchParams(hook.params).toString();
  const isGet = hook.method === 'GET';
  const url = isGet && form !== '' ? `${bare}${bare.includes('?') ? '&' : '?'}${form}` : bare;
  const headers = new Headers({
    'User-Agent': 'TwilioProxy/1.1',
    Accept: '*/*',
    'I-Twilio-Idempotency-Token': deliveryId,
    'X-Twilio-Signature': signHook(authToken, url, isGet ? {} : hook.params),
  });
  if (isGet) return new Request(url, { method: 'GET', headers, signal });
  headers.set('Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8');
  return new Request(url, { method: 'POST', headers, body: form, signal });
};

const kindOf = (reply: HookReply): 'ct' | '4xx' | '5xx' | 'rt' | undefined => {
  if ('fault' in reply) return reply.fault === 'connection' ? 'ct' : 'rt';
  if (reply.status >= 500) return '5xx';
  return reply.status >= 400 ? '4xx' : undefined;
};

export const createHooks = (authToken: string, clock: Clock, wire: Wire = httpWire): Hooks => {
  const log: { -readonly [K in keyof LedgerWebhook]: LedgerWebhook[K] }[] = [];
  const queues = new Map<string, Promise<unknown>>();
  const underWay = new Set<Promise<unknown>>();
  const stopping = new AbortController();

  const deliver = async (hook: Hook): Promise<HookReply> => {
    const attempts: LedgerAttempt[] = [];
    log.push({ at: clock.now(), ...hook, attempts });
    const { bare, policy } = splitFragment(hook.url);
    if (!isWebUrl(bare)) return { fault: 'connection' };
    const deliveryId = randomUUID();
    const startedAt = clock.now();
    let reply: HookReply = { fault: 'connection' };
    for (let attempt = 0; attempt <= policy.retries && !stopping.signal.aborted; attempt++) {
      const leftMs = policy.totalMs - (clock.now() - startedAt);
      if (leftMs <= 0) break;
      const at = clock.now();
      reply = await wire(
        buildRequest(hook, bare, authToken, deliveryId, stopping.signal),
        Math.min(leftMs, policy.readTimeoutMs),
      );
      attempts.push({
        at,
        tookMs: clock.now() - at,
        outcome: 'fault' in reply ? reply.fault : reply.status,
      });
      const kind = kindOf(reply);
      if (!kind || !policy.retryOn.has(kind)) break;
    }
    return reply;
  };

  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
    return work;
  };

  return {
    log,
    ask: hook => track(deliver(hook)),
    tell(queue, hook) {
      const work = (queues.get(queue) ?? Promise.resolve()).then(() =>
        stopping.signal.aborted ? undefined : deliver(hook),
      );
      queues.set(queue, track(work));
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop() {
      stopping.abort();
    },
  };
};
