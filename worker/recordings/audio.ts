import type { Context } from 'hono';
import { may } from '../../shared/capabilities.ts';
import type { AppEnv } from '../context.ts';
import { systemClock } from '../platform.ts';
import { notFound } from '../problem.ts';
import { memberOfSession } from '../team/index.ts';
import { listeningOf } from './address.ts';
import { spanOf } from './span.ts';
import { recordingOf, stateOf } from './store.ts';

/** Where the audio is. Undefined for an address that is not good, or is no longer: whoever asks may not listen now. */
const keyFor = async (env: Env, params: Readonly<Record<string, string>>): Promise<string | undefined> => {
  const now = systemClock.now();
  const listening = await listeningOf(env, params, now);
  const member = listening && (await memberOfSession(env, listening.sessionId, now));
  if (!member || !may(member.role, 'viewCalls', member.grants)) return undefined;
  const row = await recordingOf(env, member.workspaceId, listening.recordingSid);
  return row && stateOf(row) === 'stored' ? row.key : undefined;
};

/**
 * The audio at a signed address. Chrome asks for `bytes=0-`, stops reading when it has enough, and asks for the rest or
 * for where the listener went with another `bytes=…-`: only what is heard is sent.
 */
export const audio = async (c: Context<AppEnv>): Promise<Response> => {
  const { RECORDINGS } = c.env;
  const key = await keyFor(c.env, c.req.param());
  const object = key === undefined ? null : await RECORDINGS.head(key);
  if (!object) throw notFound();
  const { size, httpEtag: etag } = object;
  const isOfThis = [undefined, etag].includes(c.req.header('if-range'));
  const span = isOfThis ? spanOf(c.req.header('range'), size) : 'all';
  const headers = {
    'content-type': 'audio/wav',
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    etag,
  };
  if (span === 'none') return c.body(null, 416, { ...headers, 'content-range': `bytes */${size}` });
  const { offset, length } = span === 'all' ? { offset: 0, length: size } : span;
  const part = await RECORDINGS.get(object.key, { range: { offset, length } });
  if (!part) throw notFound();
  const sent = { ...headers, 'content-length': String(length) };
  if (span === 'all') return c.body(part.body, 200, sent);
  return c.body(part.body, 206, {
    ...sent,
    'content-range': `bytes ${offset}-${offset + length - 1}/${size}`,
  });
};
