import { createHash, timingSafeEqual } from 'node:crypto';
import { API_VERSION, accountPath } from '../account/account.ts';
import type { LedgerRequest } from '../ledger/ledger.ts';
import type { Memory } from '../memory.ts';
import type { RequestAct } from '../weather/plan.ts';
import type { RestNetwork } from './network.ts';
import { notFound, type RestResult, refuse } from './reply.ts';
import { MEDIA_ROUTES, matchPath, OTHER_ROUTES, ROUTES } from './routes.ts';

/** The REST interface: whether it is down, and what it was asked. */
export type Rest = { isDown: boolean; readonly requests: Memory<LedgerRequest> };

export type RestCall = {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
};

const digest = (text: string) => createHash('sha256').update(text).digest();
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** The account's own SID and auth token, or one of its API keys. */
const isAuthentic = (network: RestNetwork, authorization: string | undefined): boolean => {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return false;
  const [user = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const password = rest.join(':');
  const { sid, authToken } = network.account;
  const key = network.account.keys.get(user);
  return (same(user, sid) && same(password, authToken)) || (key !== undefined && same(password, key.secret));
};

const route = (network: RestNetwork, call: RestCall, url: URL): RestResult => {
  if (!isAuthentic(network, call.authorization)) return refuse(20003, 'Authenticate', 401);
  const root = accountPath(network.account);
  const path = url.pathname;
  const isJson = path.endsWith('.json');
  const isOther = !path.startsWith(`${root}/`) && path !== `${root}.json`;
  const below = isOther ? path : path.slice(root.length).replace(isJson ? /\.json$/ : /\.wav$/, '');
  for (const { pattern, acts } of isOther ? OTHER_ROUTES : isJson ? ROUTES : MEDIA_ROUTES) {
    const ids = matchPath(pattern, below);
    if (!ids) continue;
    const act = acts[call.method as keyof typeof acts];
    if (!act) return refuse(20004, 'Method not allowed', 405);
    if (call.body !== '' && !/^application\/x-www-form-urlencoded\b/.test(call.contentType ?? '')) {
      return refuse(20001, 'The body is not form-encoded', 415);
    }
    return act({ network, path, ids, form: new URLSearchParams(call.body), query: url.searchParams });
  }
  return notFound(path);
};

const REFUSALS = {
  429: refuse(20429, 'Too Many Requests', 429),
  500: refuse(20500, 'An internal server error has occurred', 500),
  503: refuse(20503, 'Service unavailable', 503),
} as const;

/** Answers one REST request and records it in the ledger. Undefined: a fault prevented it from being carried out. */
export const serveRest = (network: RestNetwork, call: RestCall, act?: RequestAct): RestResult | undefined => {
  const url = new URL(call.url, 'http://carrier.invalid');
  const result =
    act?.act === 'refuse'
      ? REFUSALS[act.status]
      : act?.act === 'timeoutBefore'
        ? undefined
        : route(network, call, url);
  const fault = result && !result.ok ? result.error : undefined;
  network.rest.requests.add({
    at: network.time.clock.now(),
    method: call.method,
    path: url.pathname,
    params: Object.fromEntries(call.body === '' ? url.searchParams : new URLSearchParams(call.body)),
    status: result?.ok ? result.value.status : fault?.status,
    code: fault?.code,
    act: act?.act,
  });
  if (fault) network.log(`${call.method} ${url.pathname}: ${fault.status}/${fault.code}`);
  return result;
};

export const isRestPath = (path: string): boolean =>
  path.startsWith(`/${API_VERSION}/`) || /^\/v[12]\//.test(path);
