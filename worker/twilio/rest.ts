/** Twilio's REST API over fetch: its base address is configuration, so the sandbox carrier can take its place. */
import * as z from 'zod';

const TIMEOUT_MS = 10_000;
export const API = '/2010-04-01/Accounts';

/** Who asks, and of which account. */
export type Login = {
  /** `https://api.twilio.com`, or the sandbox carrier. */
  readonly base: string;
  readonly accountSid: string;
  /** The account's SID with its auth token, or an API key's SID with its secret. */
  readonly user: string;
  readonly secret: string;
};

/** `unknown`: the request may or may not have been carried out. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
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

type Asked = { readonly status: number; readonly text: string };

/** What the carrier serves on a host of its own; the sandbox has one for all. */
const hostOf = (base: string, service: string): string =>
  base.replace(/^https:\/\/api\./, `https://${service}.`);

const send = async (
  login: Login,
  url: string,
  method: string,
  form: RestForm | undefined,
): Promise<Asked | 'timeout' | 'network'> => {
  const headers = { authorization: authorization(login), accept: 'application/json' };
  // Not AbortSignal.timeout: its timer outlives the answer and keeps a Durable Object awake until it fires.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method,
      headers,
      body: form ? encode(form) : undefined,
      signal: patience.signal,
    });
    return { status: response.status, text: await response.text() };
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

/** GET, or POST with a form, or DELETE where that is said. `path` begins below the account. */
export const request = async <S extends z.ZodType>(
  login: Login,
  path: string,
  schema: S,
  form?: RestForm,
  method = form ? 'POST' : 'GET',
): Promise<Outcome<z.infer<S>>> => {
  return understood(
    await send(login, `${login.base}${API}/${login.accountSid}${path}`, method, form),
    schema,
  );
};

/** GET from one of the carrier's other services; `path` is the whole of it. */
export const requestFrom = async <S extends z.ZodType>(
  login: Login,
  service: string,
  path: string,
  schema: S,
): Promise<Outcome<z.infer<S>>> =>
  understood(await send(login, hostOf(login.base, service) + path, 'GET', undefined), schema);

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
    return { kind: 'refused', status, code, message };
  }
  const value = schema.safeParse(json);
  return value.success ? { kind: 'done', value: value.data } : { kind: 'unknown', why: 'reply' };
};

/** The call is not there any more, or not in progress: what ending it wanted is already so. */
export const isGone = (outcome: Outcome<unknown>): boolean =>
  outcome.kind === 'refused' && (outcome.status === 404 || outcome.code === 21220);
