/** Twilio's REST API over fetch: its base address is configuration, so the sandbox carrier can take its place. */
import * as z from 'zod';

const TIMEOUT_MS = 10_000;
// How long to wait before each repetition while the carrier is busy (docs, errors/20429: a request that is answered
// with 429 was never processed and is safe to repeat).
const BUSY_WAITS_MS = [200, 400, 800, 1_600];
export const API = '/2010-04-01/Accounts';

/** The credentials of a request, and the account it is for. */
export type Login = {
  /** `https://api.twilio.com`, or the sandbox carrier. */
  readonly base: string;
  readonly accountSid: string;
  /** The account's SID with its auth token, or an API key's SID with its secret. */
  readonly user: string;
  readonly secret: string;
};

/**
 * `busy`: the carrier takes no more requests for now, and nothing was done. `unknown`: the request may or may not have
 * been carried out.
 */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'busy'; readonly code: number }
  | { readonly kind: 'refused'; readonly status: number; readonly code: number; readonly message: string }
  | { readonly kind: 'unknown'; readonly why: 'timeout' | 'network' | 'server' | 'reply' };

const Refused = z.object({ code: z.number().optional(), message: z.string().optional() });

export type RestForm = Readonly<Record<string, string | readonly string[]>>;

const encode = (form: RestForm): URLSearchParams => {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form))
    for (const each of typeof value === 'string' ? [value] : value) body.append(name, each);
  return body;
};

export const authorization = ({ user, secret }: Login): string => `Basic ${btoa(`${user}:${secret}`)}`;

const BUSY = 429;

type Asked = { readonly status: number; readonly text: string };

/** The host of one of the carrier's other services; the sandbox has one host for all. */
const hostOf = (base: string, service: string): string =>
  base.replace(/^https:\/\/api\./, `https://${service}.`);

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

type Sending = {
  readonly method: string;
  readonly form?: RestForm | undefined;
  /** How long to wait each time the carrier is busy, milliseconds; all of it within one request's timeout. */
  readonly waits: readonly number[];
};

const send = async (
  login: Login,
  url: string,
  { method, form, waits }: Sending,
): Promise<Asked | 'timeout' | 'network'> => {
  const headers = { authorization: authorization(login), accept: 'application/json' };
  // Not AbortSignal.timeout: its timer outlives the answer and keeps a Durable Object awake until it fires.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT_MS);
  try {
    for (let tries = 0; ; tries += 1) {
      const response = await fetch(url, {
        method,
        headers,
        body: form ? encode(form) : undefined,
        signal: patience.signal,
      });
      const asked = { status: response.status, text: await response.text() };
      const waitMs = waits[tries];
      if (asked.status !== BUSY || waitMs === undefined) return asked;
      await wait(waitMs);
      if (patience.signal.aborted) return asked;
    }
  } catch {
    return patience.signal.aborted ? 'timeout' : 'network';
  } finally {
    clearTimeout(timer);
  }
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

/** GET, or POST with a form, unless `method` says otherwise. `path` begins below the account. */
export const request = async <S extends z.ZodType>(
  login: Login,
  path: string,
  schema: S,
  form?: RestForm,
  method = form ? 'POST' : 'GET',
  waits = BUSY_WAITS_MS,
): Promise<Outcome<z.infer<S>>> => {
  const url = `${login.base}${API}/${login.accountSid}${path}`;
  return understood(await send(login, url, { method, form, waits }), schema);
};

/** POST without repetition, for callers that retry a busy carrier themselves and show that meanwhile. */
export const requestOnce = <S extends z.ZodType>(
  login: Login,
  path: string,
  schema: S,
  form: RestForm,
): Promise<Outcome<z.infer<S>>> => request(login, path, schema, form, 'POST', []);

/** GET from one of the carrier's other services; `path` is the full path. */
export const requestFrom = async <S extends z.ZodType>(
  login: Login,
  service: string,
  path: string,
  schema: S,
): Promise<Outcome<z.infer<S>>> =>
  understood(
    await send(login, hostOf(login.base, service) + path, { method: 'GET', waits: BUSY_WAITS_MS }),
    schema,
  );

const understood = <S extends z.ZodType>(
  asked: Asked | 'timeout' | 'network',
  schema: S,
): Outcome<z.infer<S>> => {
  if (typeof asked === 'string') return { kind: 'unknown', why: asked };
  const { status, text } = asked;
  if (status >= 500) return { kind: 'unknown', why: 'server' };
  const json = jsonOf(text);
  if (status >= 400) {
    const { code = 0, message = '' } = Refused.safeParse(json).data ?? {};
    if (status === BUSY) return { kind: 'busy', code };
    return { kind: 'refused', status, code, message };
  }
  const value = schema.safeParse(json);
  return value.success ? { kind: 'done', value: value.data } : { kind: 'unknown', why: 'reply' };
};

/** The call no longer exists, or is not in progress: there is nothing left to end. */
export const isGone = (outcome: Outcome<unknown>): boolean =>
  outcome.kind === 'refused' && (outcome.status === 404 || outcome.code === 21220);
