/** A session continues with new tokens, and ends for everyone as soon as two parties hold the same tokens. */
import { env } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { newKeyPair, newTokens, renewalOf, type Tokens } from '../../extension/tokens.ts';
import { repeated } from '../runs.ts';
import { opened } from './a-socket.ts';
import { api, makeMember, makeSetupCode, makeWorkspace, useCode } from './kit.ts';

const MINUTES_MS = 60_000;
type Refused = { readonly refusal: { readonly reason: string } };

const begin = async () => {
  const workspace = await makeWorkspace();
  const memberId = await makeMember(workspace);
  const { body, device } = await useCode(await makeSetupCode(memberId, Date.now() + 3_600_000));
  return { workspace, memberId, id: body.sessionId, ...device };
};
type Begun = Awaited<ReturnType<typeof begin>>;

const renew = async (
  { id, pair }: Pick<Begun, 'id' | 'pair'>,
  old: Tokens,
  next: Tokens,
  key = pair.privateKey,
) =>
  api<{ accessSeconds: number } & Refused>('POST', '/v1/sessions/renew', {
    body: { sessionId: id, ...(await renewalOf(id, old, next, key)) },
  });
const works = async (tokens: Tokens) => (await api('GET', '/v1/me', { token: tokens.access })).status === 200;

describe('a session', () => {
  test('continues with new tokens; the previous ones are invalid', async () => {
    const session = await begin();
    const next = newTokens();
    const { status, body } = await renew(session, session.tokens, next);
    expect([status, body.accessSeconds]).toEqual([200, 900]);
    expect([await works(session.tokens), await works(next)]).toEqual([false, true]);
  });

  test('has an access token that lasts a quarter of an hour, and is renewed after that', async () => {
    const session = await begin();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * MINUTES_MS + 1 });
    expect(await works(session.tokens)).toBe(false);
    const next = newTokens();
    expect((await renew(session, session.tokens, next)).status).toBe(200);
    expect(await works(next)).toBe(true);
    vi.useRealTimers();
  });

  test('is the same when it is renewed again after a lost answer', async () => {
    const session = await begin();
    const next = newTokens();
    await renew(session, session.tokens, next);
    expect((await renew(session, session.tokens, next)).status).toBe(200);
    expect(await works(next)).toBe(true);
  });

  test('renewed by twenty contexts at once with the same tokens continues', repeated(), async () => {
    const session = await begin();
    const next = newTokens();
    const answers = await Promise.all(Array.from({ length: 20 }, () => renew(session, session.tokens, next)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(await works(next)).toBe(true);
  });

  test('whose old token is used again ends everywhere at once, sockets included', async () => {
    const session = await begin();
    const [second, third] = [newTokens(), newTokens()];
    await renew(session, session.tokens, second);
    await renew(session, second, third);
    const socket = await opened({ ...session, token: third.access });
    const closed = new Promise(resolve => socket.addEventListener('close', resolve));
    // A thief with a copy of the earlier state, including the key.
    const { status, body } = await renew(session, session.tokens, newTokens());
    expect([status, body.refusal]).toEqual([403, { reason: 'session_over' }]);
    await closed;
    expect(await works(third)).toBe(false);
    expect((await renew(session, third, newTokens())).status).toBe(403);
  });

  test('ends when someone uses its token without its key, and a thousand tries gain nothing', async () => {
    const session = await begin();
    const { privateKey } = await newKeyPair();
    const stolen = await renew(session, session.tokens, newTokens(), privateKey);
    expect(stolen.status).toBe(403);
    expect(await works(session.tokens)).toBe(false);
    const again = await Promise.all(
      Array.from({ length: 50 }, () => renew(session, session.tokens, newTokens())),
    );
    expect(again.map(({ status }) => status)).toEqual(Array(50).fill(403));
  });

  test('cannot be ended by someone who only knows its id', async () => {
    const session = await begin();
    const { privateKey } = await newKeyPair();
    expect((await renew(session, newTokens(), newTokens(), privateKey)).status).toBe(403);
    expect(await works(session.tokens)).toBe(true);
  });

  test('whose signature is for other tokens is not renewed', async () => {
    const session = await begin();
    const renewal = await renewalOf(session.id, session.tokens, newTokens(), session.pair.privateKey);
    const other = await renewalOf(session.id, session.tokens, newTokens(), session.pair.privateKey);
    const { status } = await api('POST', '/v1/sessions/renew', {
      body: { sessionId: session.id, ...renewal, next: other.next },
    });
    expect(status).toBe(403);
  });

  test.each([
    ['is 30 days old', 'expires_at = 1'],
    ['was idle for a week', 'last_seen_at = 1'],
    ['was ended', 'revoked_at = 1'],
  ])('that %s is not renewed', async (_, change) => {
    const session = await begin();
    await env.DB.prepare(`update session set ${change} where id = ?`).bind(session.id).run();
    expect((await renew(session, session.tokens, newTokens())).body.refusal).toEqual({
      reason: 'session_over',
    });
  });

  test('of a removed member is not renewed', async () => {
    const session = await begin();
    await env.DB.prepare('update member set removed_at = 1 where id = ?').bind(session.memberId).run();
    expect((await renew(session, session.tokens, newTokens())).status).toBe(403);
  });
});

describe('signing in with a setup code', () => {
  test('again with the same keys gives the same session, in case the answer got lost', async () => {
    const code = await makeSetupCode(await makeMember(await makeWorkspace()));
    const first = await useCode(code);
    const again = await api<{ sessionId: string }>('POST', '/v1/sessions', {
      body: { code, device: 'test', keys: first.device.keys },
    });
    expect([again.status, again.body.sessionId]).toEqual([200, first.body.sessionId]);
    expect((await useCode(code)).status).toBe(403);
  });
});
