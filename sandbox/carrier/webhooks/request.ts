import { createHmac } from 'node:crypto';
import type { Treatment } from '../weather/webhooks.ts';
import type { Method } from './address.ts';
import type { Params } from './hooks.ts';

/** What Twilio signs: the URL without its fragment, then each posted parameter's name and value, sorted by name. */
export const signHook = (authToken: string, url: string, posted: Params): string => {
  const signed = Object.keys(posted)
    .sort()
    .reduce((text, name) => text + name + (posted[name] ?? ''), url);
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
};

export type HookRequest = {
  readonly method: Method;
  /** Without a fragment. */
  readonly url: string;
  readonly params: Params;
  readonly authToken: string;
  readonly deliveryId: string;
};

const withQuery = (url: string, params: Params): string => {
  const query = new URLSearchParams(params).toString();
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;
};

const spoiled = (params: Params): Params => {
  const [name, value = ''] = Object.entries(params).at(-1) ?? ['CallStatus'];
  return { ...params, [name]: `${value}0` };
};

const plain = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/**
 * `https://user:password@host/` becomes HTTP Basic; the name and password are neither part of the requested URL nor
 * signed (docs, usage/security, notes).
 */
const withoutCredentials = (url: string): { readonly bare: string; readonly authorization?: string } => {
  const { username, password } = new URL(url);
  const bare = url.replace(/^(https?:\/\/)[^/?#]*@/, '$1');
  if (username === '' && password === '') return { bare };
  const pair = Buffer.from(`${plain(username)}:${plain(password)}`, 'utf8').toString('base64');
  return { bare, authorization: `Basic ${pair}` };
};

/** One attempt of a webhook, signed as Twilio signs it. */
export const hookRequest = (
  request: HookRequest,
  spoil: Treatment['spoil'],
  signal: AbortSignal,
): Request => {
  const { method, params } = request;
  const { bare, authorization } = withoutCredentials(request.url);
  const isGet = method === 'GET';
  const token = spoil === 'wrongSignature' ? [...request.authToken].reverse().join('') : request.authToken;
  const headers = new Headers({
    'User-Agent': 'TwilioProxy/1.1',
    Accept: '*/*',
    'I-Twilio-Idempotency-Token': request.deliveryId,
    'X-Twilio-Signature': signHook(token, isGet ? withQuery(bare, params) : bare, isGet ? {} : params),
  });
  if (authorization) headers.set('Authorization', authorization);
  const sent = spoil === 'corrupt' ? spoiled(params) : params;
  if (isGet) return new Request(withQuery(bare, sent), { method, headers, signal });
  headers.set('Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8');
  return new Request(bare, { method, headers, body: new URLSearchParams(sent).toString(), signal });
};
