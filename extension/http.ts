import {
  CLIENT_VERSION_HEADER,
  type Endpoint,
  Problem,
  type RefusalOf,
  type ReplyOf,
  type RequestOf,
  STEP_UP_FIRST,
} from '../shared/endpoint.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { Obstacle } from './messages.ts';

const TIMEOUT_MS = 10_000;

/** The Worker to call, and the access token to call it with. */
export type Server = { readonly url: string; readonly token?: string; readonly clientVersion: string };
export type CallOptions = {
  readonly idempotencyKey?: string;
  /** How long to wait for the answer; ten seconds by default. */
  readonly timeoutMs?: number;
};
export type Reply<E extends Endpoint> = Result<ReplyOf<E>, RefusalOf<E> | Obstacle>;

const asText = (value: unknown): string => (typeof value === 'string' ? value : String(value));

/** Path parameters are taken out of the request; the rest becomes the query or the body. */
const locate = (endpoint: Endpoint, request: Readonly<Record<string, unknown>>) => {
  const left = new Map(Object.entries(request).filter(([, value]) => value !== undefined));
  const path = endpoint.path.replace(/:(\w+)/g, (_, key: string) => {
    const value = left.get(key);
    left.delete(key);
    return encodeURIComponent(asText(value));
  });
  if (endpoint.method !== 'GET') return { path, body: JSON.stringify(Object.fromEntries(left)) };
  const query = new URLSearchParams([...left].map(([key, value]) => [key, asText(value)])).toString();
  return { path: query ? `${path}?${query}` : path, body: undefined };
};

const readJson = async (response: Response): Promise<unknown> => {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
};

const serverSays = (detail: string, requestId?: string) => ({
  reason: 'server' as const,
  detail,
  ...(requestId === undefined ? {} : { requestId }),
});

/** Calls one endpoint once, with a time limit. Refusals and obstacles are return values; it never throws. */
export const callAt = async <E extends Endpoint>(
  server: Server,
  endpoint: E,
  request: RequestOf<E>,
  options: CallOptions = {},
): Promise<Reply<E>> => {
  const { path, body } = locate(endpoint, request);
  const headers = new Headers({ [CLIENT_VERSION_HEADER]: server.clientVersion });
  if (server.token !== undefined) headers.set('authorization', `Bearer ${server.token}`);
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey);
  let response: Response;
  let json: unknown;
  try {
    response = await fetch(server.url.replace(/\/$/, '') + path, {
      method: endpoint.method,
      headers,
      body,
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
      credentials: 'omit',
      cache: 'no-store',
    });
    json = await readJson(response);
  } catch {
    return err({ reason: 'offline' });
  }
  if (response.ok) {
    const reply = endpoint.reply.safeParse(json);
    if (reply.success) return ok(reply.data as ReplyOf<E>);
    return err(serverSays(`The server's answer to ${endpoint.name} was not understood.`));
  }
  const problem = Problem.safeParse(json);
  if (problem.success && problem.data.refusal !== undefined) {
    const refusal = endpoint.refusal.safeParse(problem.data.refusal);
    if (refusal.success) return err(refusal.data as RefusalOf<E>);
  }
  if (response.status === 401) return err({ reason: 'signed_out' });
  if (problem.success) {
    const { detail, requestId, fields, type } = problem.data;
    const said = { ...serverSays(detail, requestId), ...(fields && { fields }) };
    return err(type === STEP_UP_FIRST ? { ...said, stepUpFirst: true } : said);
  }
  return err(serverSays(`The server answered ${response.status}.`));
};
