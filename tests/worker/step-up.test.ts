/** Acts that a session opened a while ago must not do until the person has proved their identity. */
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { newSecret, sha256 } from '../../extension/tokens.ts';
import { type Endpoint, STEP_UP_FIRST } from '../../shared/endpoint.ts';
import { STEP_UP_LASTS_MS } from '../../shared/step-up/contract.ts';
import { APasskey, type Options } from './a-passkey.ts';
import { mailTo } from './fake-mail.ts';
import { api, makeRep, type Rep, signIn } from './kit.ts';

type Answer = { readonly type?: string; readonly refusal?: { readonly reason: string } };
type Ways = { readonly passkey: Options | null; readonly email: string };

const modules = import.meta.glob<Record<string, unknown>>('../../shared/*/{contract,*-contract}.ts', {
  eager: true,
});
const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'path' in value && 'may' in value;
const ENDPOINTS = Object.values(modules).flatMap(each => Object.values(each).filter(isEndpoint));
const GUARDED = ENDPOINTS.filter(({ stepUp }) => stepUp !== undefined);
/** Acts of owners and admins that need no step-up, and why a stolen session may do them. */
const UNGUARDED: Readonly<Record<string, string>> = {
  'team.createWorkspace': 'a new workspace is empty',
  'team.withdrawInvitation': 'lets nobody in',
  'workspace.setUp': 'checks the account again, with the stored settings',
  'ai.remove': 'deletes a key, and gives nobody access',
  'numbers.remove': 'the account keeps the number: it can be imported again',
  'diagnostics.retryFailedJob': 'only repeats a job that was already due',
};

const REGISTRATION = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: 'AA', attestationObject: 'AA' },
};
/** One request for each guarded endpoint; each is refused for lack of a step-up before any other check. */
const ASKED: Readonly<Record<string, (me: Rep) => Readonly<Record<string, unknown>>[]>> = {
  'passkeys.add': () => [{ name: 'x', response: REGISTRATION }],
  'workspace.update': () => [
    { revisions: {}, accountSid: `AC${'0'.repeat(32)}` },
    { revisions: {}, authToken: 'x' },
    { revisions: {}, apiKeySid: `SK${'0'.repeat(32)}` },
    { revisions: {}, apiKeySecret: 'x' },
    { revisions: {}, grants: [] },
    { revisions: {}, country: 'LV' },
    { revisions: {}, allowedCountries: ['LV'] },
    { revisions: {}, allowCostly: true },
    { revisions: {}, memberCallsPerDay: null },
    { revisions: {}, memberMinutesPerDay: null },
    { revisions: {}, workspaceCallsPerDay: null },
    { revisions: {}, workspaceMinutesPerDay: null },
    { revisions: {}, memberSpendPerDay: null },
    { revisions: {}, workspaceSpendPerDay: null },
  ],
  'ai.update': () => [{ revision: '', endpoint: 'https://api.openai.com/v1', model: 'x', apiKey: 'x' }],
  'team.invite': () => [{ email: 'new@acme.example', name: 'New', role: 'agent' }],
  'team.newCode': ({ memberId }) => [{ memberId }],
  'team.resendInvitation': () => [{}],
  'team.changeRole': ({ memberId }) => [{ memberId, role: 'agent' }],
  'team.removeMember': ({ memberId }) => [{ memberId }],
  'numbers.change': () => [{ forwardTo: '+12125550123' }],
  'numbers.import': () => [{ numbers: ['+13125550777'] }],
  'numbers.buy': () => [{ e164: '+13125550778' }],
  'numbers.release': () => [{ confirm: '+12125550190' }],
  'audit.export': () => [{}],
};

const numberIdOf = async ({ workspace }: Rep): Promise<string> => {
  const row = await env.DB.prepare('SELECT id FROM number WHERE workspace_id = ?')
    .bind(workspace.id)
    .first<{ id: string }>();
  return row?.id ?? '';
};

const grow = async ({ memberId }: Rep, ms = STEP_UP_LASTS_MS + 1) => {
  await env.DB.prepare('UPDATE session SET proved_at = proved_at - ? WHERE member_id = ?')
    .bind(ms, memberId)
    .run();
};
const stale = async (): Promise<Rep> => {
  const rep = await makeRep(undefined, 'owner');
  await grow(rep);
  return rep;
};
const ask = ({ token }: Rep, what: string, body: object = {}) =>
  api<Answer & Ways>('POST', `/v1/session/step-up/${what}`, { token, body });
/** Exports the whole audit log, which needs a step-up. */
const take = async (rep: Rep): Promise<number> =>
  (await api('POST', '/v1/audit/export', { token: rep.token, body: {} })).status;

const mailed = async (rep: Rep, count = 1) => {
  const secret = newSecret();
  const asked = await ask(rep, 'mail', { ask: await sha256(secret), device: 'Chrome on a desk' });
  expect(asked.status).toBe(200);
  const { text, subject } = await mailTo(`${rep.memberId}@acme.example`, count);
  return { secret, text, subject, code: /is (\d{4} \d{4})/.exec(text)?.[1] ?? '' };
};

const owning = async (rep: Rep): Promise<APasskey> => {
  const passkey = await APasskey.make();
  const begun = await api<{ options: Options }>('POST', '/v1/passkeys/begin', { token: rep.token, body: {} });
  const response = await passkey.register(begun.body.options);
  const added = await api('POST', '/v1/passkeys', { token: rep.token, body: { name: 'x', response } });
  expect(added.status).toBe(200);
  return passkey;
};
const waysOf = async (rep: Rep): Promise<Ways> => (await ask(rep, 'begin')).body;
const passkeyOf = async (rep: Rep): Promise<Options> => {
  const { passkey } = await waysOf(rep);
  if (!passkey) throw new Error('No passkey counts here.');
  return passkey;
};

test('every act that needs a step-up is tested here', () => {
  expect(GUARDED.map(({ name }) => name).sort()).toEqual(Object.keys(ASKED).sort());
});

test('every act of owners and admins asks for a step-up, or has a reason why not', () => {
  const acts = ENDPOINTS.filter(({ method, may }) => method !== 'GET' && /^run/.test(may));
  const free = acts.filter(({ stepUp }) => stepUp === undefined).map(({ name }) => name);
  expect(free.sort()).toEqual(Object.keys(UNGUARDED).sort());
});

describe.each(GUARDED)('$name', ({ name, method, path }) => {
  test('is refused to a session that is half an hour old, and has no effect', async () => {
    const rep = await stale();
    const headers = { 'idempotency-key': crypto.randomUUID() };
    for (const body of ASKED[name]?.(rep) ?? []) {
      const where = path
        .replace(':memberId', rep.memberId)
        .replace(':numberId', await numberIdOf(rep))
        .replace(':invitationId', `inv_${'0'.repeat(26)}`);
      const answer = await api<Answer>(method, where, { token: rep.token, body, headers });
      expect([answer.status, answer.body.type]).toEqual([403, STEP_UP_FIRST]);
    }
    const written = await env.DB.prepare(
      'SELECT count(*) AS n FROM audit_entry WHERE member_id = ? AND act = ?',
    )
      .bind(rep.memberId, name)
      .first<{ n: number }>();
    expect(written?.n).toBe(0);
  });
});

test('settings that are no secret may be changed without a step-up', async () => {
  const rep = await stale();
  const { token } = rep;
  const { body } = await api<{ revisions: object }>('GET', '/v1/settings?groups=dialer', { token });
  const change = { revisions: body.revisions, ringSeconds: 20 };
  const answer = await api('PATCH', '/v1/settings', { token, body: change });
  expect(answer.status).toBe(200);
});

test('signing in counts as a step-up, for half an hour', async () => {
  const rep = await makeRep(undefined, 'owner');
  expect(await take(rep)).toBe(200);
  await grow(rep, STEP_UP_LASTS_MS - 60_000);
  expect(await take(rep)).toBe(200);
  await grow(rep, 60_001);
  expect(await take(rep)).toBe(403);
});

describe('a code by email', () => {
  test('proves identity once, for an owner too, and the audit log records it', async () => {
    const rep = await stale();
    expect((await waysOf(rep)).email).toBe(`${rep.memberId}@acme.example`);
    const { code, secret, text } = await mailed(rep);
    expect(text).toContain('in a browser,');
    expect((await ask(rep, 'by-mail', { code, secret })).status).toBe(200);
    expect(await take(rep)).toBe(200);
    expect((await ask(rep, 'by-mail', { code, secret })).body.refusal).toEqual({ reason: 'code_not_valid' });
    const entry = await env.DB.prepare(
      "SELECT after FROM audit_entry WHERE act = 'stepUp.byMail' AND member_id = ?",
    )
      .bind(rep.memberId)
      .first<{ after: string }>();
    expect(entry?.after).toBe('{}');
  });

  test('works in the session that asked for it, not in another of the same person', async () => {
    const rep = await stale();
    const other = { ...rep, token: await signIn(rep.memberId) };
    const { code, secret } = await mailed(rep);
    expect((await ask(other, 'by-mail', { code, secret })).status).toBe(403);
  });

  test('does not sign in, and a sign-in code does not count as a step-up', async () => {
    const rep = await stale();
    const { code, secret } = await mailed(rep);
    const keys = { access: 'c'.repeat(64), renewal: 'd'.repeat(64), publicKey: 'A'.repeat(122) };
    const entered = await api('POST', '/v1/sessions/by-mail', { body: { code, secret, device: 'x', keys } });
    expect(entered.status).toBe(403);

    const agent = await makeRep();
    await grow(agent);
    const email = `${agent.memberId}@acme.example`;
    const own = newSecret();
    await api('POST', '/v1/sessions/mail-code', { body: { email, ask: await sha256(own), device: 'x' } });
    const { text } = await mailTo(email);
    const signInCode = /is (\d{4} \d{4})/.exec(text)?.[1] ?? '';
    expect((await ask(agent, 'by-mail', { code: signInCode, secret: own })).status).toBe(403);
  });

  test('may be mistyped four times, but not five', async () => {
    const rep = await stale();
    const { code, secret } = await mailed(rep);
    const wrong = code.replace(/\d$/, last => String((Number(last) + 1) % 10));
    for (let n = 0; n < 5; n++) expect((await ask(rep, 'by-mail', { code: wrong, secret })).status).toBe(403);
    expect((await ask(rep, 'by-mail', { code, secret })).status).toBe(403);
    expect(await take(rep)).toBe(403);
  });
});

/** A person's own session, as opened by a code by email or a passkey. */
const unbind = async ({ memberId }: Rep) => {
  await env.DB.prepare('UPDATE session SET is_bound = 0 WHERE member_id = ?').bind(memberId).run();
};

describe('a passkey', () => {
  test('proves identity', async () => {
    const rep = await makeRep(undefined, 'owner');
    const passkey = await owning(rep);
    await grow(rep);
    const response = await passkey.sign(await passkeyOf(rep));
    expect((await ask(rep, 'by-passkey', { response })).status).toBe(200);
    expect(await take(rep)).toBe(200);
    expect((await ask(rep, 'by-passkey', { response })).body.refusal).toEqual({
      reason: 'passkey_not_valid',
    });
  });

  test('of another person does not count', async () => {
    const [rep, other] = [await stale(), await makeRep(undefined, 'owner')];
    const [own, stranger] = [await owning(other), await APasskey.make()];
    expect((await waysOf(rep)).passkey).toBeNull();
    const { passkey: options } = await waysOf(other);
    if (!options) throw new Error('No passkey counts here.');
    expect((await ask(rep, 'by-passkey', { response: await own.sign(options) })).status).toBe(403);
    const again = await passkeyOf(other);
    const forged = { ...(await stranger.sign(again)), id: own.id, rawId: own.id };
    await grow(other);
    expect((await ask(other, 'by-passkey', { response: forged })).status).toBe(403);
    expect([await take(rep), await take(other)]).toEqual([403, 403]);
  });

  test('that answers a sign-in challenge does not count, and the other way round', async () => {
    const rep = await makeRep(undefined, 'owner');
    const passkey = await owning(rep);
    await grow(rep);
    const entering = (await api<{ options: Options }>('POST', '/v1/sessions/passkey-challenge', { body: {} }))
      .body.options;
    expect((await ask(rep, 'by-passkey', { response: await passkey.sign(entering) })).status).toBe(403);
    const keys = { access: 'e'.repeat(64), renewal: 'f'.repeat(64), publicKey: 'A'.repeat(122) };
    const response = await passkey.sign(await passkeyOf(rep));
    const entered = await api('POST', '/v1/sessions/by-passkey', { body: { device: 'x', keys, response } });
    expect(entered.status).toBe(403);
  });

  test('added in a session from an admin’s code does not count', async () => {
    const rep = await makeRep(undefined, 'owner');
    const passkey = await owning(rep);
    await env.DB.prepare(
      'UPDATE passkey SET member_id = ? WHERE user_id = (SELECT user_id FROM member WHERE id = ?)',
    )
      .bind(rep.memberId, rep.memberId)
      .run();
    await unbind(rep);
    await grow(rep);
    expect((await waysOf(rep)).passkey).toBeNull();
    const { challenge } = (
      await api<{ options: Options }>('POST', '/v1/passkeys/begin', { token: rep.token, body: {} })
    ).body.options;
    const response = await passkey.sign({ challenge, rpId: new URL(env.PUBLIC_URL).hostname });
    expect((await ask(rep, 'by-passkey', { response })).status).toBe(403);
    expect(await take(rep)).toBe(403);
  });
});
