import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { playScene } from './engine-scene.ts';
import { ACCOUNT, eventually, OWNED } from './engine-stand.ts';

const scene = playScene();
const HUMAN = '+12125550111';
const NO_CONFERENCE = `CF${'0'.repeat(32)}`;
const participants = (room = 'room_rest') => scene.stand.client.conferences(room).participants;
const add = (more: Record<string, unknown> = {}) =>
  participants().create({ from: OWNED, to: HUMAN, ...more });
const url = (path: string) => `${scene.stand.carrier.url}/2010-04-01/Accounts/${ACCOUNT.sid}${path}`;
const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`;
const AUTH = basic(ACCOUNT.sid, ACCOUNT.authToken);

describe('access to the account', () => {
  test('is granted to the auth token and the API key', async () => {
    expect((await scene.stand.client.api.accounts(ACCOUNT.sid).fetch()).status).toBe('active');
    const byKey = twilio(ACCOUNT.apiKeySid, ACCOUNT.apiKeySecret, { accountSid: ACCOUNT.sid });
    byKey.api.baseUrl = scene.stand.carrier.url;
    expect(await byKey.calls.list()).toEqual([]);
  });

  test.each([
    ['no credentials', undefined],
    ['a wrong token', basic(ACCOUNT.sid, 'wrong')],
    ['a wrong secret', basic(ACCOUNT.apiKeySid, ACCOUNT.authToken)],
    ['a bearer token', 'Bearer abc'],
  ])('%s is refused with 20003', async (_what, authorization) => {
    const response = await fetch(url('/Calls.json'), { headers: authorization ? { authorization } : {} });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      code: 20003,
      message: 'Authenticate',
      more_info: 'https://www.twilio.com/docs/errors/20003',
      status: 401,
    });
  });

  test("does not include another account's resources", async () => {
    const client = twilio(ACCOUNT.apiKeySid, ACCOUNT.apiKeySecret, { accountSid: `AC${'f'.repeat(32)}` });
    client.api.baseUrl = scene.stand.carrier.url;
    await expect(client.calls.list()).rejects.toMatchObject({ status: 404, code: 20404 });
  });
});

describe('conferences', () => {
  test('are listed by name and status, and completed once', async () => {
    const made = await add();
    await scene.stand.status(made.callSid, 'in-progress');
    const list = (filter: object) => scene.stand.client.conferences.list(filter);
    expect(await list({ friendlyName: 'room_rest', status: 'init' })).toHaveLength(1);
    const conference = scene.stand.client.conferences(made.conferenceSid);
    expect(await conference.update({ status: 'completed' })).toMatchObject({
      status: 'completed',
      reasonConferenceEnded: 'conference-ended-via-api',
    });
    await expect(conference.update({ status: 'completed' })).rejects.toMatchObject({ code: 16099 });
    expect(await list({ status: 'completed' })).toHaveLength(1);
    await scene.stand.ended(made.callSid);
  });

  test('that do not exist are not found', async () => {
    await expect(scene.stand.client.conferences(NO_CONFERENCE).fetch()).rejects.toMatchObject({
      code: 20404,
    });
  });
});

describe('other requests', () => {
  const get = (path: string, init: RequestInit = {}) =>
    fetch(`${scene.stand.carrier.url}${path}`, { headers: { authorization: AUTH }, ...init });

  test.each(['/voice', '/2010-04-01', '/sandbox/secrets'])('%s is not found', async path => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 20404, status: 404 });
  });

  test.each(['/Notifications.json', '/Calls', '/Calls.xml'])('%s of the account is not found', async path => {
    expect((await fetch(url(path), { headers: { authorization: AUTH } })).status).toBe(404);
  });

  test('a method a resource does not have is refused with 20004', async () => {
    const response = await fetch(url('/Calls.json'), { method: 'DELETE', headers: { authorization: AUTH } });
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ code: 20004 });
  });

  test('a JSON body is refused', async () => {
    const response = await fetch(url('/Calls.json'), {
      method: 'POST',
      headers: { authorization: AUTH, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(415);
  });

  test('dates are RFC 2822 and names are in snake case', async () => {
    await add();
    const json = await (await fetch(url('/Calls.json'), { headers: { authorization: AUTH } })).json();
    expect(json).toMatchObject({ page: 0, page_size: 50, next_page_uri: null });
    expect(json.calls[0].date_created).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
    expect(json.calls[0].to_formatted).toBe('(212) 555-0111');
  });

  test('the ledger is served to this machine only', async () => {
    const ledger = await (await get('/sandbox/ledger')).json();
    expect(ledger).toMatchObject({ legs: [], conferences: [], faults: [] });
  });

  test('a person hangs up through the sandbox’s own interface', async () => {
    const { callSid } = await add();
    await eventually(() => scene.stand.leg(callSid)?.answeredAt !== undefined, 'it is answered');
    expect((await get(`/sandbox/calls/${callSid}/hang-up`, { method: 'POST' })).status).toBe(200);
    expect((await scene.stand.ended(callSid)).endedBy).toBe('party');
    expect((await get(`/sandbox/calls/${callSid}/hang-up`, { method: 'POST' })).status).toBe(404);
  });
});
