/** A webhook's retries and timeouts. Twilio reads them from the URL's fragment: `#rc=2&rp=all&tt=10000`. */
export type HookPolicy = {
  /** Attempts after the first one. */
  readonly retries: number;
  readonly retryOn: ReadonlySet<'ct' | '4xx' | '5xx' | 'rt'>;
  /** Milliseconds until an attempt counts as unanswered. */
  readonly readTimeoutMs: number;
  /** Milliseconds for all attempts together. */
  readonly totalMs: number;
  /** Whether the URL sets `totalMs`: exceeding it then has a separate error code. */
  readonly namesTotal: boolean;
  /** Values of `rp` that Twilio does not know. */
  readonly unknownPolicies: readonly string[];
};

const MAX_RETRIES = 5;
const MAX_TOTAL_MS = 15_000;
const ALL = ['ct', '4xx', '5xx', 'rt'] as const;

const bounded = (text: string | null, fallback: number, lowest: number, highest: number): number => {
  const value = text === null || !/^\d+$/.test(text) ? fallback : Number(text);
  return Math.min(highest, Math.max(lowest, value));
};

/**
 * The URL that is requested and signed has no fragment. `ct`, the time to connect, is ignored: on one machine a
 * connection is established or refused at once. Bounds and defaults: docs,
 * usage/webhooks/webhooks-connection-overrides.
 */
export const splitFragment = (url: string): { readonly bare: string; readonly policy: HookPolicy } => {
  const cut = url.indexOf('#');
  const fragment = new URLSearchParams(cut < 0 ? '' : url.slice(cut + 1));
  const named = (fragment.get('rp') ?? 'ct').split(',');
  const retryOn = new Set(ALL.filter(kind => named.includes(kind) || named.includes('all')));
  const unknownPolicies = named.filter(word => word !== 'all' && !ALL.some(kind => kind === word));
  return {
    bare: cut < 0 ? url : url.slice(0, cut),
    policy: {
      retries: bounded(fragment.get('rc'), 1, 0, MAX_RETRIES),
      retryOn,
      readTimeoutMs: bounded(fragment.get('rt'), MAX_TOTAL_MS, 100, MAX_TOTAL_MS),
      totalMs: bounded(fragment.get('tt'), MAX_TOTAL_MS, 100, MAX_TOTAL_MS),
      namesTotal: fragment.has('tt'),
      unknownPolicies,
    },
  };
};
