/** A workspace's language model: checked with its provider before it is saved, its key never shown. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AiSettings } from '../../shared/ai/contract.ts';
import { api, makeRep, type Rep } from './kit.ts';

type Answer = {
  ai: AiSettings;
  revision: string;
  refusal: { reason: string; field: string; fault: string; models?: string[] };
};
const ENDPOINT = 'https://models.example.com/v1';
const KEY = 'sk-canary-of-the-tests';

let owner: Rep;
let asked: { url: string; key: string | null; redirect: unknown }[];
let says: () => Response;
beforeEach(async () => {
  owner = await makeRep(undefined, 'owner');
  asked = [];
  says = () => Response.json({ object: 'list', data: [{ id: 'large' }, { id: 'small' }] });
  const elsewhere = globalThis.fetch;
  vi.stubGlobal('fetch', async (url: string | URL, init: RequestInit = {}) => {
    // Calls of other files, which share this workerd, may still be asking their carrier.
    if (String(url).startsWith('http://carrier.test')) return elsewhere(url, init);
    asked.push({
      url: String(url),
      key: new Headers(init.headers).get('authorization'),
      redirect: init.redirect,
    });
    return says();
  });
});

const open = async () => (await api<Answer>('GET', '/v1/settings/ai', { token: owner.token })).body;
const read = async () => (await open()).ai;
const saveAt = (revision: string, change: Record<string, unknown> = {}) =>
  api<Answer>('PATCH', '/v1/settings/ai', {
    token: owner.token,
    body: { revision, endpoint: ENDPOINT, model: 'large', apiKey: KEY, ...change },
  });
const save = async (change: Record<string, unknown> = {}) => saveAt((await open()).revision, change);
const removeAt = (revision: string) =>
  api<Answer>('DELETE', '/v1/settings/ai', { token: owner.token, body: { revision } });

describe('a language model', () => {
  test('is checked with its key, then saved, and the key is never shown again', async () => {
    const { status, body } = await save();
    expect([status, body.ai]).toEqual([
      200,
      { endpoint: ENDPOINT, model: 'large', hasKey: true, checkedAt: expect.any(Number) },
    ]);
    expect(asked).toEqual([{ url: `${ENDPOINT}/models`, key: `Bearer ${KEY}`, redirect: 'manual' }]);
    expect(JSON.stringify(await read())).not.toContain(KEY);
    const rows = await env.DB.batch([
      env.DB.prepare('select * from ai_account'),
      env.DB.prepare('select * from audit_entry'),
    ]);
    expect(JSON.stringify(rows.map(({ results }) => results))).not.toContain(KEY);
  });

  test('is changed without entering the key again, unless the key would be sent to another host', async () => {
    await save();
    expect((await save({ model: 'small', apiKey: undefined })).body.ai?.model).toBe('small');
    expect(asked.at(-1)?.key).toBe(`Bearer ${KEY}`);
    const before = asked.length;
    const { body } = await save({ endpoint: 'https://elsewhere.example.com/v1', apiKey: undefined });
    expect([body.refusal.field, body.refusal.fault]).toEqual(['apiKey', 'key_needed']);
    expect(asked).toHaveLength(before);
  });

  test.each([
    ['a key that is refused', () => Response.json({}, { status: 401 }), 'apiKey', 'key_refused'],
    ['an endpoint that is broken', () => Response.json({}, { status: 500 }), 'endpoint', 'silent'],
    ['something else entirely', () => new Response('<html>'), 'endpoint', 'not_an_endpoint'],
    ['an address without one', () => Response.json({}, { status: 404 }), 'endpoint', 'not_an_endpoint'],
    [
      'a way elsewhere',
      () => new Response(null, { status: 302, headers: { location: 'http://10.0.0.1' } }),
      'endpoint',
      'not_an_endpoint',
    ],
  ] as const)('with %s is not saved, and the field says why', async (_, answer, field, fault) => {
    says = answer;
    const { status, body } = await save();
    expect([status, body.refusal.field, body.refusal.fault]).toEqual([422, field, fault]);
    expect(await read()).toBeNull();
  });

  test('is refused when the provider does not have it, with some that it has', async () => {
    const { body } = await save({ model: 'huge' });
    expect(body.refusal).toEqual({
      reason: 'not_accepted',
      field: 'model',
      fault: 'model_unknown',
      models: ['large', 'small'],
    });
  });

  test.each([
    'http://models.example.com/v1',
    'https://10.0.0.1/v1',
    'https://169.254.169.254/latest',
    'https://[::1]/v1',
    'https://2130706433/v1',
    'https://0x7f.1/v1',
    'https://user:pass@models.example.com/v1',
    'https://models.example.com:8443/v1',
    'https://models.example.com/v1?key=1',
    'https://metadata.internal/v1',
    'https://printer.local/v1',
    'https://intranet/v1',
    'ftp://models.example.com',
    'file:///etc/passwd',
    'localhost',
    '',
  ])('is not looked for at %s', async endpoint => {
    expect((await save({ endpoint })).status).toBe(400);
    expect(asked).toEqual([]);
  });

  test('may be on this machine when Ringside itself runs there, with or without a key', async () => {
    expect((await save({ endpoint: 'http://localhost:11434/v1', apiKey: undefined })).body.ai).toMatchObject({
      hasKey: false,
    });
  });

  test('is deleted together with its key', async () => {
    await save();
    const { body } = await removeAt((await open()).revision);
    expect([body.ai, await read()]).toEqual([null, null]);
  });

  test('is changed as it was seen: of two concurrent changes the second is refused, and so is removing it', async () => {
    const { revision } = await open();
    const answers = await Promise.all([saveAt(revision), saveAt(revision, { model: 'small' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const saved = answers.find(({ status }) => status === 200)?.body;
    expect((await removeAt(revision)).body.refusal).toEqual({ reason: 'changed_meanwhile' });
    expect(await open()).toEqual({ ai: saved?.ai, revision: saved?.revision });
  });
});
