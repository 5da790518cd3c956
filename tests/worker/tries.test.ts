/** Limits on tries, and whose limit a try counts against. */
import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newSecret, sha256 } from '../../extension/tokens.ts';
import { app } from '../../worker/app.ts';
import { clientNetwork } from '../../worker/client-network.ts';
import { mailTo } from './fake-mail.ts';
import { api, makeRep, ORIGIN, type Rep } from './kit.ts';

const TEN_MINUTES = 10 * 60_000;
const DAY = 24 * 60 * 60_000;
type Refused = { readonly refusal: { readonly reason: string; readonly retryAfterSeconds: number } };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Math.ceil(Date.now() / DAY) * DAY });
});
afterEach(() => void vi.useRealTimers());

const wait = (ms: number) => vi.setSystemTime(Date.now() + ms);
const mailCode = async (email: string, from: string = crypto.randomUUID()) =>
  api<Refused>('POST', '/v1/sessions/mail-code', {
    body: { email, ask: await sha256(newSecret()), device: 'x' },
    headers: { 'cf-connecting-ip': from },
  });
const stepUp = async ({ token }: Rep, from: string = crypto.randomUUID()) =>
  api<Refused>('POST', '/v1/session/step-up/mail', {
    token,
    body: { ask: await sha256(newSecret()), device: 'x' },
    headers: { 'cf-connecting-ip': from },
  });
const emailOf = ({ memberId }: Rep) => `${memberId}@acme.example`;
const guess = (from: string) =>
  api('POST', '/v1/sessions/look-at-code', {
    headers: { 'cf-connecting-ip': from },
    body: { code: 'A'.repeat(20) },
  });

describe('a code by email', () => {
  test('can be requested from one place three times in ten minutes and six times a day', async () => {
    const email = `${crypto.randomUUID()}@acme.example`;
    const place = '203.0.113.7';
    const three = async () => {
      for (let n = 0; n < 3; n++) expect((await mailCode(email, place)).status).toBe(200);
    };
    await three();
    expect((await mailCode(email, place)).body.refusal).toEqual({
      reason: 'too_many_tries',
      retryAfterSeconds: 600,
    });
    wait(TEN_MINUTES);
    await three();
    wait(TEN_MINUTES);
    const { status, body } = await mailCode(email, place);
    expect([status, body.refusal.retryAfterSeconds]).toEqual([429, DAY / 1000 - 1200]);
    expect((await mailCode(email, '203.0.113.8')).status).toBe(200);
  });

  test('goes to one person at most twenty times a day, wherever it is requested', async () => {
    const email = `${crypto.randomUUID()}@acme.example`;
    for (let n = 0; n < 20; n++) expect((await mailCode(email)).status).toBe(200);
    expect((await mailCode(email)).status).toBe(429);
    wait(DAY);
    expect((await mailCode(email)).status).toBe(200);
  });

  test('that is refused counts against no limit, and writes nothing', async () => {
    const email = `${crypto.randomUUID()}@acme.example`;
    const place = '203.0.113.9';
    for (let n = 0; n < 3; n++) await mailCode(email, place);
    const tries = async () =>
      (await env.DB.prepare('select * from sign_in_try order by client_hash, minute').all()).results;
    const before = await tries();
    for (let n = 0; n < 5; n++) expect((await mailCode(email, place)).status).toBe(429);
    expect(await tries()).toEqual(before);
  });
});

describe('a stranger who asks for codes for an owner', () => {
  test('does not keep the owner from a step-up', async () => {
    const owner = await makeRep(undefined, 'owner');
    const place = '198.51.100.1';
    while ((await mailCode(emailOf(owner), place)).status === 200);
    for (let n = 0; n < 20; n++) await mailCode(emailOf(owner));
    // The stranger may be at the same place, such as an office or a hotel.
    while ((await guess(place)).status !== 429);
    expect((await stepUp(owner, place)).status).toBe(200);
    const answer = await api('POST', '/v1/session/step-up/by-mail', {
      token: owner.token,
      body: { code: '12345678', secret: newSecret() },
      headers: { 'cf-connecting-ip': place },
    });
    expect(answer.status).toBe(403);
  });

  test('does not matter to sign-in: step-ups do not count against it', async () => {
    const rep = await makeRep();
    for (let n = 0; n < 3; n++) expect((await stepUp(rep)).status).toBe(200);
    expect((await stepUp(rep)).status).toBe(429);
    expect((await mailCode(emailOf(rep))).status).toBe(200);
  });
});

describe('a place', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['local', 'local'],
  ])('of the address %s is %s', (address, network) => expect(clientNetwork(address)).toBe(network));

  test('has one limit on tries, however many addresses of a /64 it uses', async () => {
    for (let n = 1; n <= 10; n++) expect((await guess(`2001:db8:7:7::${n}`)).status).toBe(403);
    expect((await guess('2001:db8:7:7:ffff::1')).status).toBe(429);
    expect((await guess('2001:db8:7:8::1')).status).toBe(403);
  });

  test('gets no more tries in parallel than one by one', async () => {
    const statuses = await Promise.all(Array.from({ length: 30 }, () => guess('203.0.113.200')));
    expect(statuses.filter(({ status }) => status === 403)).toHaveLength(10);
  });
});

/** Everything the Worker asks the database and queue while it answers. */
const workOf = async (email: string): Promise<readonly string[]> => {
  const work: string[] = [];
  const DB = new Proxy(env.DB, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        work.push(`${String(name)} ${typeof args[0] === 'string' ? args[0] : ''}`);
        return Reflect.apply(value, target, args);
      };
    },
  });
  const send = (job: { kind: string }) => {
    work.push(`send ${job.kind}`);
    return Promise.resolve();
  };
  const JOBS = { ...env.JOBS, send, sendBatch: send } as never;
  const request = new Request(`${ORIGIN}/v1/sessions/mail-code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cf-connecting-ip': crypto.randomUUID() },
    body: JSON.stringify({ email, ask: await sha256(newSecret()), device: 'x' }),
  });
  const response = await app.fetch(request, { ...env, DB, JOBS }, createExecutionContext());
  expect(response.status).toBe(200);
  return work;
};

test('a request for a code takes the same work for a known address as for an unknown one', async () => {
  const unknown = await workOf(`${crypto.randomUUID()}@acme.example`);
  expect(unknown).toContain('send signIn.mailCode');
  expect(await workOf(emailOf(await makeRep()))).toEqual(unknown);
  expect(await workOf(emailOf(await makeRep(undefined, 'owner')))).toEqual(unknown);
});

test('a requested code is mailed once, even if its job is delivered twice', async () => {
  vi.useRealTimers();
  const { queue } = await import('../../worker/queue.ts');
  const { createMessageBatch } = await import('cloudflare:test');
  const email = emailOf(await makeRep());
  const ask = await sha256(newSecret());
  const body = { kind: 'signIn.mailCode', id: `mail-code/${ask}`, email, ask, device: 'x', at: Date.now() };
  const messages = ['a', 'b'].map(id => ({ id, timestamp: new Date(), attempts: 1, body }));
  await queue(createMessageBatch('ringside-jobs', messages), env);
  await mailTo(email);
  const owed = await env.DB.prepare('select count(*) as n from outbox where id = ?')
    .bind(`mail_${ask}`)
    .first<{ n: number }>();
  expect(owed?.n).toBe(1);
});
