import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ACCOUNT, APP_SID, eventually, OWNED, type Stand, startStand } from './engine-stand.ts';

const HUMAN = '+12125550111';
const NOBODY = '+12125550103';
const NO_CONFERENCE = `CF${'0'.repeat(32)}`;
const NO_CALL = `CA${'0'.repeat(32)}`;

let stand: Stand;
beforeEach(async () => {
  stand = await startStand();
});
afterEach(() => stand.stop());

const participants = (room = 'room_rest') => stand.client.conferences(room).participants;
const add = (more: Record<string, unknown> = {}) =>
  participants().create({ from: OWNED, to: HUMAN, ...more });
const url = (path: string) => `${stand.carrier.url}/2010-04-01/Accounts/${ACCOUNT.sid}${path}`;
const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`;
const AUTH = basic(ACCOUNT.sid, ACCOUNT.authToken);

describe('who may speak to the account', () => {
  test('the auth token and the API key are let in', async () => {
    expect((await stand.client.api.accounts(ACCOUNT.sid).fetch()).status).toBe('active');
    const byKey = twilio(ACCOUNT.apiKeySid, ACCOUNT.apiKeySecret, { accountSid: ACCOUNT.sid });
    byKey.api.baseUrl = stand.carrier.url;
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

  test("another account's resources are not found", async () => {
    const client = twilio(ACCOUNT.apiKeySid, ACCOUNT.apiKeySecret, { accountSid: `AC${'f'.repeat(32)}` });
    client.api.baseUrl = stand.carrier.url;
    await expect(client.calls.list()).rejects.toMatchObject({ status: 404, code: 20404 });
  });
});

describe('adding a participant', () => {
  test.each([
    ['no To', { to: '' }, 21201],
    ['a To that is no number', { to: 'bob' }, 21211],
    ['a To without a country code', { to: '2125550111' }, 21211],
    ['a To outside the numbering plan', { to: '+11234567890' }, 21217],
    ['the magic number that is not valid', { to: '+15005550001' }, 21211],
    ['the magic number that cannot be routed', { to: '+15005550002' }, 21214],
    ['the magic number abroad', { to: '+15005550003' }, 21215],
    ['the magic number that is blocked', { to: '+15005550004' }, 21216],
    ['no From', { from: '' }, 21213],
    ['a From that is no number', { from: 'ringside' }, 21212],
    ['a From the account does not own', { from: '+12125550199' }, 21210],
    ['a timeout below five seconds', { timeout: 4 }, 21208],
    ['a status callback that is no URL', { statusCallback: 'ringside' }, 21609],
    ['an unknown progress event', { statusCallbackEvent: ['picked-up'] }, 21626],
    ['an unknown conference event', { conferenceStatusCallbackEvent: ['begin'] }, 21626],
    ['a label with a slash', { label: 'a/b' }, 16024],
    ['a label that is a CallSid', { label: NO_CALL }, 16024],
    ['a parameter the carrier does not know', { record: true }, 20001],
  ])('%s is refused and nobody is called', async (_what, spoilt, code) => {
    await expect(add(spoilt)).rejects.toMatchObject({ status: 400, code });
    expect(stand.carrier.ledger().legs).toEqual([]);
    expect(stand.carrier.ledger().requests.at(-1)).toMatchObject({ status: 400, code });
  });

  test('a flag is true or false and nothing else', async () => {
    const body = new URLSearchParams({ From: OWNED, To: HUMAN, EarlyMedia: 'yes' });
    const response = await fetch(url('/Conferences/room_rest/Participants.json'), {
      method: 'POST',
      headers: { authorization: AUTH },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 20001 });
  });

  test('answers with the participant, whose call is queued', async () => {
    const made = await add({ label: 'customer' });
    expect(made).toMatchObject({ status: 'queued', label: 'customer', hold: false, muted: false });
    expect(made.callSid).toMatch(/^CA[0-9a-f]{32}$/);
    expect(made.conferenceSid).toMatch(/^CF[0-9a-f]{32}$/);
    expect(made.dateCreated).toBeInstanceOf(Date);
  });

  test('a name joins the conference of that name, a SID that conference', async () => {
    const first = await add();
    const second = await add();
    const third = await participants(first.conferenceSid).create({ from: OWNED, to: HUMAN });
    expect([second.conferenceSid, third.conferenceSid]).toEqual([first.conferenceSid, first.conferenceSid]);
    await expect(participants(NO_CONFERENCE).create({ from: OWNED, to: HUMAN })).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
  });

  test('a label is taken once', async () => {
    await add({ label: 'customer' });
    await expect(add({ label: 'customer' })).rejects.toMatchObject({ status: 400, code: 16025 });
  });

  test('a conference that is over takes nobody', async () => {
    const { conferenceSid, callSid } = await add();
    await stand.status(callSid, 'in-progress');
    await stand.client.conferences(conferenceSid).update({ status: 'completed' });
    await expect(participants(conferenceSid).create({ from: OWNED, to: HUMAN })).rejects.toMatchObject({
      code: 16099,
    });
  });
});

describe('a participant', () => {
  test('is fetched, muted and held by SID or label, and taken out', async () => {
    const made = await add({ label: 'customer' });
    await stand.status(made.callSid, 'in-progress');
    const conference = stand.client.conferences(made.conferenceSid);
    const byLabel = conference.participants('customer');
    expect(await byLabel.fetch()).toMatchObject({ callSid: made.callSid, status: 'connected' });
    expect(await byLabel.update({ muted: true })).toMatchObject({ muted: true, hold: false });
    const bySid = conference.participants(made.callSid);
    expect(await bySid.update({ hold: true })).toMatchObject({ muted: true, hold: true });
    expect(await conference.participants.list({ hold: true })).toHaveLength(1);
    expect(await conference.participants.list({ muted: false })).toHaveLength(0);
    expect(await bySid.remove()).toBe(true);
    expect((await stand.ended(made.callSid)).status).toBe('completed');
    await expect(bySid.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('cannot be held or muted before it is in the room', async () => {
    const made = await add({ to: NOBODY, earlyMedia: false });
    await stand.status(made.callSid, 'ringing');
    const participant = stand.client.conferences(made.conferenceSid).participants(made.callSid);
    expect((await participant.fetch()).status).toBe('ringing');
    await expect(participant.update({ hold: true })).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('is reached by the SID of its conference, not by its name', async () => {
    const made = await add();
    await expect(participants()(made.callSid).fetch()).rejects.toMatchObject({ code: 20404 });
    await expect(participants().list()).rejects.toMatchObject({ code: 20404 });
  });

  test('is not held by an address that is none', async () => {
    const made = await add();
    await stand.status(made.callSid, 'in-progress');
    const participant = stand.client.conferences(made.conferenceSid).participants(made.callSid);
    await expect(participant.update({ hold: true, holdUrl: 'music' })).rejects.toMatchObject({ code: 21205 });
    expect((await participant.fetch()).hold).toBe(false);
  });
});

describe('a call', () => {
  const call = (more: Record<string, unknown> = {}) =>
    stand.client.calls.create({
      from: OWNED,
      to: HUMAN,
      twiml: '<Response><Pause length="60"/></Response>',
      ...more,
    });

  test.each([
    ['no To', { to: '' }, 21201],
    ['an invalid To', { to: '+1212' }, 21211],
    ['a foreign From', { from: '+12125550199' }, 21210],
    ['neither TwiML nor a URL', { twiml: undefined }, 21205],
    ['a URL that is none', { twiml: undefined, url: 'here' }, 21205],
    ['an unknown application', { twiml: undefined, applicationSid: `AP${'0'.repeat(32)}` }, 21218],
  ])('with %s is refused', async (_what, spoilt, code) => {
    await expect(call(spoilt)).rejects.toMatchObject({ status: 400, code });
    expect(stand.carrier.ledger().legs).toEqual([]);
  });

  test('runs the TwiML of its application when it is answered', async () => {
    stand.application.twiml('/voice', '<Hangup/>');
    const made = await call({ twiml: undefined, applicationSid: APP_SID });
    await stand.ended(made.sid);
    expect(stand.received('/voice')[0]?.params).toMatchObject({
      CallSid: made.sid,
      CallStatus: 'in-progress',
      Direction: 'outbound-api',
    });
  });

  test('is completed while people talk, and only once', async () => {
    const { sid } = await call();
    await stand.status(sid, 'in-progress');
    const updated = await stand.client.calls(sid).update({ status: 'completed' });
    expect(updated).toMatchObject({ status: 'completed', direction: 'outbound-api' });
    expect(updated.endTime).toBeInstanceOf(Date);
    expect(Number(updated.duration)).toBeGreaterThan(0);
    await expect(stand.client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({
      status: 400,
      code: 21220,
    });
    expect(stand.leg(sid)?.endedBy).toBe('api');
  });

  test.each(['completed', 'canceled'] as const)('that still rings is cancelled by %s', async status => {
    const { sid } = await call({ to: NOBODY });
    await stand.status(sid, 'ringing');
    expect((await stand.client.calls(sid).update({ status })).status).toBe('canceled');
  });

  test('that is answered does not mind being cancelled', async () => {
    const { sid } = await call();
    await stand.status(sid, 'in-progress');
    expect((await stand.client.calls(sid).update({ status: 'canceled' })).status).toBe('in-progress');
  });

  test('that rings cannot be redirected', async () => {
    const { sid } = await call({ to: NOBODY });
    await stand.status(sid, 'ringing');
    const redirect = stand.client.calls(sid).update({ twiml: '<Response><Hangup/></Response>' });
    await expect(redirect).rejects.toMatchObject({ code: 21220 });
  });

  test('that does not exist is not found', async () => {
    await expect(stand.client.calls(NO_CALL).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(stand.client.calls(NO_CALL).update({ status: 'completed' })).rejects.toMatchObject({
      code: 20404,
    });
  });

  test('is found by To, From, Status and time, page by page, the newest first', async () => {
    const first = await call();
    const second = await call({ to: NOBODY });
    const third = await call();
    const sids = async (filter: object) => (await stand.client.calls.list(filter)).map(each => each.sid);
    expect(await sids({})).toEqual([third.sid, second.sid, first.sid]);
    expect(await sids({ pageSize: 1 })).toEqual([third.sid, second.sid, first.sid]);
    expect(await sids({ to: HUMAN, from: OWNED })).toEqual([third.sid, first.sid]);
    expect(await sids({ to: '+12125550199' })).toEqual([]);
    await stand.status(second.sid, 'ringing');
    expect(await sids({ status: 'ringing' })).toContain(second.sid);
    expect(await sids({ startTimeAfter: new Date(Date.now() - 60_000) })).toHaveLength(3);
    expect(await sids({ startTimeBefore: new Date(Date.now() - 60_000) })).toEqual([]);
  });

  test('is not listed by a filter the carrier does not know', async () => {
    const response = await fetch(url('/Calls.json?Colour=red'), { headers: { authorization: AUTH } });
    expect(response.status).toBe(400);
  });
});

describe('conferences', () => {
  test('are listed by name and status, and completed once', async () => {
    const made = await add();
    await stand.status(made.callSid, 'in-progress');
    const list = (filter: object) => stand.client.conferences.list(filter);
    expect(await list({ friendlyName: 'room_rest', status: 'init' })).toHaveLength(1);
    const conference = stand.client.conferences(made.conferenceSid);
    expect(await conference.update({ status: 'completed' })).toMatchObject({
      status: 'completed',
      reasonConferenceEnded: 'conference-ended-via-api',
    });
    await expect(conference.update({ status: 'completed' })).rejects.toMatchObject({ code: 16099 });
    expect(await list({ status: 'completed' })).toHaveLength(1);
    await stand.ended(made.callSid);
  });

  test('that do not exist are not found', async () => {
    await expect(stand.client.conferences(NO_CONFERENCE).fetch()).rejects.toMatchObject({ code: 20404 });
  });
});

describe('the rest of the wire', () => {
  const get = (path: string, init: RequestInit = {}) =>
    fetch(`${stand.carrier.url}${path}`, { headers: { authorization: AUTH }, ...init });

  test.each(['/', '/voice', '/2010-04-01', '/sandbox/secrets'])('%s is not found', async path => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 20404, status: 404 });
  });

  test.each(['/Recordings.json', '/Calls', '/Calls.xml'])('%s of the account is not found', async path => {
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

  test('the ledger is for this machine alone', async () => {
    const ledger = await (await get('/sandbox/ledger')).json();
    expect(ledger).toMatchObject({ legs: [], conferences: [], faults: [] });
  });

  test('a person hangs up through the sandbox door', async () => {
    const { callSid } = await add();
    await eventually(() => stand.leg(callSid)?.answeredAt !== undefined, 'it is answered');
    expect((await get(`/sandbox/calls/${callSid}/hang-up`, { method: 'POST' })).status).toBe(200);
    expect((await stand.ended(callSid)).endedBy).toBe('party');
    expect((await get(`/sandbox/calls/${callSid}/hang-up`, { method: 'POST' })).status).toBe(404);
  });
});
