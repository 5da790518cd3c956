/** Signing in without a setup code, and what a setup code shows before it is used. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { newSecret, sha256 } from '../../extension/tokens.ts';
import type { Opened } from '../../shared/sign-in/contract.ts';
import { mailsTo, mailTo } from './fake-mail.ts';
import { api, makeDevice, makeMember, makeRep, makeSetupCode, makeWorkspace } from './kit.ts';

type Refused = { readonly refusal: { readonly reason: string } };

beforeEach(() => void vi.useRealTimers());

const emailOf = async (memberId: string): Promise<string> => `${memberId}@acme.example`;

const ask = (email: string, hash: string) =>
  api<{ seconds: number } & Refused>('POST', '/v1/sessions/mail-code', {
    body: { email, ask: hash, device: 'Chrome on a desk' },
  });
const use = async (code: string, secret: string) => {
  const { keys, tokens } = await makeDevice();
  const body = { code, secret, keys, device: 'Chrome on a desk' };
  return { ...(await api<Opened & Refused>('POST', '/v1/sessions/by-mail', { body })), tokens };
};
const codeIn = (text: string): string => /is (\d{4} \d{4})/.exec(text)?.[1] ?? '';

const mailed = async (role: Parameters<typeof makeMember>[1] = 'agent') => {
  const memberId = await makeMember(await makeWorkspace(), role);
  const email = await emailOf(memberId);
  const secret = newSecret();
  const asked = await ask(email, await sha256(secret));
  const mail = await mailTo(email);
  return { memberId, email, secret, asked, mail, code: codeIn(mail.text) };
};
const wrongOf = (code: string) => code.replace(/\d$/, last => String((Number(last) + 1) % 10));

describe('a code by email', () => {
  test('signs in the browser that asked for it, once', async () => {
    const { memberId, secret, asked, mail, code } = await mailed();
    expect([asked.status, asked.body.seconds]).toEqual([200, 600]);
    expect(mail.text).toContain('a browser');
    const { status, body, tokens } = await use(code, secret);
    expect([status, body.me.member.id]).toEqual([200, memberId]);
    expect((await api('GET', '/v1/me', { token: tokens.access })).status).toBe(200);
    expect((await use(code, secret)).body.refusal).toEqual({ reason: 'code_not_valid' });
  });

  test('is useless to anyone else who reads it', async () => {
    const { code, secret } = await mailed();
    expect((await use(code, newSecret())).status).toBe(403);
    expect((await use(code, secret)).status).toBe(200);
  });

  test('may be mistyped four times, but not five', async () => {
    const first = await mailed();
    for (let n = 0; n < 4; n++) expect((await use(wrongOf(first.code), first.secret)).status).toBe(403);
    expect((await use(first.code, first.secret)).status).toBe(200);
    const second = await mailed();
    for (let n = 0; n < 5; n++) await use(wrongOf(second.code), second.secret);
    expect((await use(second.code, second.secret)).status).toBe(403);
  });

  test('works for ten minutes', async () => {
    const { code, secret } = await mailed();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 + 1 });
    expect((await use(code, secret)).status).toBe(403);
  });

  test('is never sent to an owner, who is told why', async () => {
    const { mail, secret } = await mailed('owner');
    expect(mail.text).toContain('Owners do not sign in by email');
    expect(mail.text).not.toMatch(/\d{4} \d{4}/);
    expect((await use('12345678', secret)).status).toBe(403);
  });

  test('gets the same answer for an unknown address, and nothing is sent there', async () => {
    const email = `${crypto.randomUUID()}@acme.example`;
    const { status, body } = await ask(email, await sha256(newSecret()));
    expect([status, body]).toEqual([200, { seconds: 600 }]);
    await mailed();
    expect(mailsTo(email)).toEqual([]);
  });

  test('is not sent to a person who was removed from every workspace', async () => {
    const memberId = await makeMember(await makeWorkspace());
    await env.DB.prepare('update member set removed_at = 1 where id = ?').bind(memberId).run();
    await ask(await emailOf(memberId), await sha256(newSecret()));
    await mailed();
    expect(mailsTo(await emailOf(memberId))).toEqual([]);
  });

  test('is nowhere in the database, not even in the outbox', async () => {
    const { code, secret } = await mailed();
    const rows = await env.DB.batch([
      env.DB.prepare('select * from mail_code'),
      env.DB.prepare('select * from outbox'),
    ]);
    const dump = JSON.stringify(rows.map(({ results }) => results));
    for (const each of [code, code.replace(' ', ''), secret]) expect(dump).not.toContain(each);
  });
});

describe('a setup code', () => {
  test('shows whom it signs in, and where, without being used up', async () => {
    const memberId = await makeMember(await makeWorkspace(), 'manager');
    const code = await makeSetupCode(memberId);
    for (let n = 0; n < 2; n++) {
      const { status, body } = await api('POST', '/v1/sessions/look-at-code', { body: { code } });
      expect([status, body]).toEqual([
        200,
        { name: 'Robin Rep', email: `${memberId}@acme.example`, role: 'manager', workspace: 'Acme Sales' },
      ]);
    }
  });

  test('cannot be guessed by looking: ten tries a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Math.ceil(Date.now() / 60_000) * 60_000 });
    const headers = { 'cf-connecting-ip': crypto.randomUUID() };
    const look = () => api('POST', '/v1/sessions/look-at-code', { headers, body: { code: 'A'.repeat(20) } });
    for (let n = 0; n < 10; n++) expect((await look()).status).toBe(403);
    expect((await look()).status).toBe(429);
  });
});

describe('an invitation', () => {
  test('is mailed with its code, the inviting person, the workspace, the role and a page to open', async () => {
    const owner = await makeRep(undefined, 'owner');
    const email = `${crypto.randomUUID()}@acme.example`;
    const { body } = await api<{ code: string; isMailed: boolean }>('POST', '/v1/members', {
      token: owner.token,
      body: { email, name: 'Nia New', role: 'agent' },
    });
    expect(body.isMailed).toBe(true);
    const { subject, text } = await mailTo(email);
    expect(subject).toBe('Invitation to “Acme Sales” on Ringside');
    for (const part of ['“Robin Rep”', '“Acme Sales”', 'as an agent', `${env.PUBLIC_URL}/join#${body.code}`])
      expect(text).toContain(part);
  });

  test('is not what a member is mailed who gets a new code', async () => {
    const owner = await makeRep(undefined, 'owner');
    const memberId = await makeMember(owner.workspace, 'agent');
    const { body } = await api<{ code: string; isMailed: boolean }>('POST', `/v1/members/${memberId}/code`, {
      token: owner.token,
    });
    const { subject, text } = await mailTo(`${memberId}@acme.example`);
    expect(subject).toBe('Your new code for “Acme Sales” on Ringside');
    expect(text).toContain(body.code);
    expect(text).not.toContain('invites you');
  });

  test('leads to a page that runs nothing but its own script', async () => {
    const { exports } = await import('cloudflare:workers');
    const response = await exports.default.fetch(`${env.PUBLIC_URL}/join`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect([response.status, policy.includes("default-src 'none'")]).toEqual([200, true]);
    const script = /<script type="module">([\s\S]*?)<\/script>/.exec(await response.text())?.[1] ?? '';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script));
    expect(policy).toContain(`'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`);
  });
});
