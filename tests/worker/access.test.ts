import { env, exports } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { OLDEST_CLIENT, Problem } from '../../shared/endpoint.ts';
import { repeated } from '../runs.ts';
import { opened } from './a-socket.ts';
import { FakeCarrier } from './fake-carrier.ts';
import {
  ACCOUNT,
  api,
  EXTENSION,
  makeMember,
  makeRep,
  makeSetupCode,
  makeWorkspace,
  ORIGIN,
  signIn,
  useCode,
} from './kit.ts';

beforeEach(() => {
  vi.useRealTimers();
  new FakeCarrier();
});

describe('a setup code', () => {
  test('signs in, however it is typed', async () => {
    const memberId = await makeMember(await makeWorkspace());
    const code = await makeSetupCode(memberId);
    const typed = (code.match(/.{5}/g) ?? []).join('-').toLowerCase();
    const { status: answered, token } = await useCode(typed);
    expect(answered).toBe(200);
    const mine = await api<{ member: { id: string } }>('GET', '/v1/me', { token });
    expect(mine.body.member.id).toBe(memberId);
  });

  test('works once, also when twenty try it at the same moment', repeated(), async () => {
    const code = await makeSetupCode(await makeMember(await makeWorkspace()));
    const answers = await Promise.all(Array.from({ length: 20 }, () => useCode(code)));
    expect(answers.filter(each => each.status === 200)).toHaveLength(1);
    for (const each of answers.filter(other => other.status !== 200))
      expect(each.body.refusal).toEqual({ reason: 'code_not_valid' });
  });

  test('does not sign in when it is old, unknown or a removed member’s, without saying which', async () => {
    const workspace = await makeWorkspace();
    const removed = await makeMember(workspace);
    await env.DB.prepare('update member set removed_at = 1 where id = ?').bind(removed).run();
    const old = await makeSetupCode(await makeMember(workspace), Date.now() - 1);
    for (const code of [old, 'A'.repeat(20), await makeSetupCode(removed)]) {
      const answer = await useCode(code);
      expect([answer.status, answer.body.refusal]).toEqual([403, { reason: 'code_not_valid' }]);
    }
  });

  test('cannot be guessed: one address has ten tries a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Math.ceil(Date.now() / 60_000) * 60_000 });
    const address = crypto.randomUUID();
    for (let index = 0; index < 10; index += 1)
      expect((await useCode('A'.repeat(20), address)).status).toBe(403);
    const good = await makeSetupCode(await makeMember(await makeWorkspace()), Date.now() + 60_000);
    const answer = await useCode(good, address);
    expect([answer.status, answer.body.refusal]).toEqual([
      429,
      { reason: 'too_many_tries', retryAfterSeconds: 60 },
    ]);
    expect((await useCode(good)).status).toBe(200);
  });

  test('does not count against the limit of tries when it is correct', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Math.ceil(Date.now() / 60_000) * 60_000 });
    const address = crypto.randomUUID();
    const member = await makeMember(await makeWorkspace());
    for (let index = 0; index < 12; index += 1) {
      const code = await makeSetupCode(member, Date.now() + 60_000);
      expect((await useCode(code, address)).status).toBe(200);
    }
  });

  test('is stored only as a hash, and so are the tokens it is used with', async () => {
    const code = await makeSetupCode(await makeMember(await makeWorkspace()));
    const { device } = await useCode(code);
    const rows = await env.DB.batch([
      env.DB.prepare('select * from setup_code'),
      env.DB.prepare('select * from session'),
      env.DB.prepare('select * from sign_in_try'),
    ]);
    const dump = JSON.stringify(rows.map(each => each.results));
    const tokens = Object.values(device.tokens).flatMap(token => [token, ...token.split('_').slice(1)]);
    for (const secret of [code, ...tokens]) expect(dump).not.toContain(secret);
  });
});

describe('a session', () => {
  const asMe = async (token: string) => (await api('GET', '/v1/me', { token })).status;

  test('ends when its owner signs out, sockets included', async () => {
    const rep = await makeRep();
    const socket = await opened(rep);
    const closed = new Promise(resolve => socket.addEventListener('close', resolve));
    await api('DELETE', '/v1/session', { token: rep.token });
    await closed;
    expect(await asMe(rep.token)).toBe(401);
  });

  test.each([
    ['is 30 days old', 30 * 24 * 60 * 60_000 + 1000, true],
    ['was idle for 7 days', 7 * 24 * 60 * 60_000 + 1000, false],
  ])('ends when it %s', async (_, ms, keptBusy) => {
    const rep = await makeRep();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
    const seen = keptBusy ? 'last_seen_at = token_until' : 'last_seen_at = last_seen_at';
    // A busy session would have renewed its access token all along.
    await env.DB.prepare(`update session set token_until = ?, ${seen} where member_id = ?`)
      .bind(Date.now() + 60_000, rep.memberId)
      .run();
    expect(await asMe(rep.token)).toBe(401);
  });

  test('ends when its member is removed', async () => {
    const rep = await makeRep();
    await env.DB.prepare('update member set removed_at = 1 where id = ?').bind(rep.memberId).run();
    expect(await asMe(rep.token)).toBe(401);
  });

  test.each([['nonsense'], ['rs_'], [`rs_${'0'.repeat(26)}_${'0'.repeat(26)}`], ["' or 1=1 --"]])(
    'is not opened by the token %s',
    async token => expect(await asMe(token)).toBe(401),
  );
});

describe('a voice token', () => {
  type Token = { token: string; identity: string; expiresAt: number; signalling?: { url: string } };
  const claimsOf = (jwt: string) => JSON.parse(atob(jwt.split('.')[1] ?? ''));

  test('names the member, lasts an hour, and lets only place calls to the app [F020.2] [F051.2]', async () => {
    const rep = await makeRep();
    const { body } = await api<Token>('POST', '/v1/voice/token', { token: rep.token });
    expect(body.identity).toBe(rep.memberId);
    const claims = claimsOf(body.token);
    expect(claims).toMatchObject({ iss: ACCOUNT.apiKeySid, sub: ACCOUNT.accountSid });
    expect(claims.exp - claims.iat).toBe(3600);
    expect(claims.grants).toEqual({
      identity: rep.memberId,
      voice: { outgoing: { application_sid: ACCOUNT.appSid } },
    });
  });

  test('is different for each rep, and names that rep alone [F051.1]', async () => {
    const reps = [await makeRep(), await makeRep()];
    const tokens = await Promise.all(
      reps.map(async ({ token }) => (await api<Token>('POST', '/v1/voice/token', { token })).body),
    );
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(2);
    for (const [index, { token }] of tokens.entries())
      expect(claimsOf(token).grants.identity).toBe(reps[index]?.memberId);
  });

  test('comes with the signalling address of a sandbox, which is on this machine', async () => {
    const rep = await makeRep();
    const { body } = await api<Token>('POST', '/v1/voice/token', { token: rep.token });
    expect(body.signalling).toEqual({ host: 'sandbox.invalid', url: env.SIGNALLING_URL });
  });

  test('is refused to roles without the dialer', async () => {
    const manager = await makeRep(undefined, 'manager');
    expect((await api('POST', '/v1/voice/token', { token: manager.token })).status).toBe(403);
  });
});

describe('the API', () => {
  test('reports its health to anyone', async () => {
    expect((await api('GET', '/v1/health')).body).toMatchObject({ ok: true });
  });

  test('turns away an extension that is too old', async () => {
    const ask = (client: string) => api('GET', '/v1/health', { headers: { 'ringside-client': client } });
    expect((await ask('0.1.9')).status).toBe(426);
    expect((await ask(OLDEST_CLIENT)).status).toBe(200);
    expect((await ask('1.0')).status).toBe(200);
  });

  test('may be read by our extension and by no other origin', async () => {
    const allowed = async (origin: string) =>
      (await api('GET', '/v1/health', { headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await allowed(EXTENSION)).toBe(EXTENSION);
    for (const origin of ['https://evil.example', 'chrome-extension://evil', 'null'])
      expect(await allowed(origin)).toBeNull();
  });

  test.each([['{'], ['[]'], ['"text"']])('refuses the body %s', async body => {
    const response = await exports.default.fetch(`${ORIGIN}/v1/sessions`, { method: 'POST', body });
    expect(response.status).toBe(400);
  });

  test('refuses bodies over 64 KB', async () => {
    const response = await exports.default.fetch(`${ORIGIN}/v1/sessions`, {
      method: 'POST',
      body: 'x'.repeat(65 * 1024),
      headers: { 'content-length': String(65 * 1024) },
    });
    expect(response.status).toBe(413);
  });

  test('answers 404 for an unknown address', async () => {
    const answer = await api('GET', '/v1/nothing');
    expect([answer.status, Problem.parse(answer.body).status]).toEqual([404, 404]);
  });
});

test('a second device of the same member has a session of its own', async () => {
  const rep = await makeRep();
  const second = await signIn(rep.memberId);
  await api('DELETE', '/v1/session', { token: rep.token });
  expect((await api('GET', '/v1/me', { token: second })).status).toBe(200);
});
