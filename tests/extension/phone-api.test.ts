// @vitest-environment node
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callAt } from '../../extension/http.ts';
import { dial, hangUp } from '../../shared/calls/contract.ts';
import { recents } from '../../shared/calls/screen-contract.ts';
import { lookUp } from '../../shared/contacts/contract.ts';
import { anAsk, aView } from './phone-fixtures.ts';

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string };
let server: Server;
let url: string;
let seen: Seen[];
let reply: { status: number; body: string };

beforeEach(async () => {
  seen = [];
  reply = { status: 200, body: '{}' };
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise(resolve => server.close(resolve)));

const at = () => ({ url, token: 'rs_token', clientVersion: '1.2.3' });
const problem = (status: number, more: object = {}) => ({
  status,
  body: JSON.stringify({
    type: 'about:blank',
    title: 't',
    status,
    detail: 'Do this.',
    requestId: 'req_1',
    ...more,
  }),
});
const { intent } = anAsk();

describe('calling an endpoint', () => {
  it('sends the session, the client, the key of the gesture and the body', async () => {
    reply.body = JSON.stringify({ call: aView(), ticket: 't' });
    expect(await callAt(at(), dial, { intent }, { idempotencyKey: 'gesture-1' })).toEqual({
      ok: true,
      value: { call: aView(), ticket: 't' },
    });
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/v1/calls',
      headers: {
        authorization: 'Bearer rs_token',
        'ringside-client': '1.2.3',
        'idempotency-key': 'gesture-1',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ intent }),
    });
  });

  it('puts path parameters into the path, escaped, and the rest of a GET into the query', async () => {
    await callAt(at(), lookUp, { number: '+1 (212) 555/0100?x' });
    await callAt(at(), recents, { limit: 5, before: 7 });
    await callAt(at(), hangUp, { callId: aView().id });
    expect(seen.map(each => `${each.method} ${each.url} ${each.body}`)).toEqual([
      'GET /v1/contacts/by-number/%2B1%20(212)%20555%2F0100%3Fx ',
      'GET /v1/calls?limit=5&before=7 ',
      `POST /v1/calls/${aView().id}/hang-up {}`,
    ]);
  });

  it('returns an expected refusal as such', async () => {
    reply = problem(422, { refusal: { reason: 'emergency', number: '911' } });
    expect(await callAt(at(), dial, { intent })).toEqual({
      ok: false,
      error: { reason: 'emergency', number: '911' },
    });
  });

  it('returns an unknown refusal with the server’s text', async () => {
    reply = problem(422, { refusal: { reason: 'full_moon' } });
    expect(await callAt(at(), dial, { intent })).toEqual({
      ok: false,
      error: { reason: 'server', detail: 'Do this.', requestId: 'req_1' },
    });
  });

  it('reports being signed out when the session is unknown', async () => {
    reply = problem(401);
    expect(await callAt(at(), dial, { intent })).toEqual({ ok: false, error: { reason: 'signed_out' } });
  });

  it('passes on the request id of a server error', async () => {
    reply = problem(500);
    expect(await callAt(at(), dial, { intent })).toMatchObject({
      error: { reason: 'server', requestId: 'req_1' },
    });
  });

  it('copes with an answer that is no problem document at all', async () => {
    reply = { status: 502, body: '<html>Bad gateway</html>' };
    expect(await callAt(at(), dial, { intent })).toMatchObject({
      error: { reason: 'server', detail: 'The server answered 502.' },
    });
  });

  it('does not accept an answer of another shape as the reply', async () => {
    reply.body = JSON.stringify({ call: { id: 'call_1' }, ticket: 't' });
    expect(await callAt(at(), dial, { intent })).toMatchObject({ ok: false, error: { reason: 'server' } });
  });

  it('reports being offline when the server does not answer', async () => {
    const nowhere = { ...at(), url: 'http://127.0.0.1:1' };
    expect(await callAt(nowhere, dial, { intent })).toEqual({ ok: false, error: { reason: 'offline' } });
  });
});
