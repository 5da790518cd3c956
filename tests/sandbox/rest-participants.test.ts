import { describe, expect, test } from 'vitest';
import { playScene } from './engine-scene.ts';
import { ACCOUNT, OWNED } from './engine-stand.ts';

const scene = playScene();
const HUMAN = '+12125550111';
const NOBODY = '+12125550103';
const NO_CONFERENCE = `CF${'0'.repeat(32)}`;
const NO_CALL = `CA${'0'.repeat(32)}`;
const participants = (room = 'room_rest') => scene.stand.client.conferences(room).participants;
const add = (more: Record<string, unknown> = {}) =>
  participants().create({ from: OWNED, to: HUMAN, ...more });
const url = (path: string) => `${scene.stand.carrier.url}/2010-04-01/Accounts/${ACCOUNT.sid}${path}`;
const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`;
const AUTH = basic(ACCOUNT.sid, ACCOUNT.authToken);

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
    ['a parameter the carrier does not know', { byoc: 'x' }, 20001],
  ])('%s is refused and nobody is called', async (_what, spoilt, code) => {
    await expect(add(spoilt)).rejects.toMatchObject({ status: 400, code });
    expect(scene.stand.carrier.ledger().legs).toEqual([]);
    expect(scene.stand.carrier.ledger().requests.at(-1)).toMatchObject({ status: 400, code });
  });

  test('accepts only true or false for a flag', async () => {
    const body = new URLSearchParams({ From: OWNED, To: HUMAN, EarlyMedia: 'yes' });
    const response = await fetch(url('/Conferences/room_rest/Participants.json'), {
      method: 'POST',
      headers: { authorization: AUTH },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 20001 });
  });

  test('returns the participant, whose call is queued', async () => {
    const made = await add({ label: 'customer' });
    expect(made).toMatchObject({ status: 'queued', label: 'customer', hold: false, muted: false });
    expect(made.callSid).toMatch(/^CA[0-9a-f]{32}$/);
    expect(made.conferenceSid).toMatch(/^CF[0-9a-f]{32}$/);
    expect(made.dateCreated).toBeInstanceOf(Date);
  });

  test('accepts a conference’s name or its SID', async () => {
    const first = await add();
    const second = await add();
    const third = await participants(first.conferenceSid).create({ from: OWNED, to: HUMAN });
    expect([second.conferenceSid, third.conferenceSid]).toEqual([first.conferenceSid, first.conferenceSid]);
    await expect(participants(NO_CONFERENCE).create({ from: OWNED, to: HUMAN })).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
  });

  test('accepts a label only once', async () => {
    await add({ label: 'customer' });
    await expect(add({ label: 'customer' })).rejects.toMatchObject({ status: 400, code: 16026 });
  });

  test('is refused for a conference that is over', async () => {
    const { conferenceSid, callSid } = await add();
    await scene.stand.status(callSid, 'in-progress');
    await scene.stand.client.conferences(conferenceSid).update({ status: 'completed' });
    await expect(participants(conferenceSid).create({ from: OWNED, to: HUMAN })).rejects.toMatchObject({
      code: 16099,
    });
  });
});

describe('a participant', () => {
  test('is fetched, muted and held by SID or label, and removed', async () => {
    const made = await add({ label: 'customer' });
    await scene.stand.status(made.callSid, 'in-progress');
    const conference = scene.stand.client.conferences(made.conferenceSid);
    const byLabel = conference.participants('customer');
    expect(await byLabel.fetch()).toMatchObject({ callSid: made.callSid, status: 'connected' });
    expect(await byLabel.update({ muted: true })).toMatchObject({ muted: true, hold: false });
    const bySid = conference.participants(made.callSid);
    expect(await bySid.update({ hold: true })).toMatchObject({ muted: true, hold: true });
    expect(await conference.participants.list({ hold: true })).toHaveLength(1);
    expect(await conference.participants.list({ muted: false })).toHaveLength(0);
    expect(await bySid.update({ endConferenceOnExit: true })).toMatchObject({ endConferenceOnExit: true });
    expect(await bySid.remove()).toBe(true);
    expect(scene.stand.carrier.ledger().conferences[0]?.reasonEnded).toBe(
      'participant-with-end-conference-on-exit-kicked',
    );
    expect((await scene.stand.ended(made.callSid)).status).toBe('completed');
    await expect(bySid.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('cannot be held or muted before it is in the room', async () => {
    const made = await add({ to: NOBODY, earlyMedia: false });
    await scene.stand.status(made.callSid, 'ringing');
    const participant = scene.stand.client.conferences(made.conferenceSid).participants(made.callSid);
    expect((await participant.fetch()).status).toBe('ringing');
    await expect(participant.update({ hold: true })).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('is reached by the SID of its conference, not by its name', async () => {
    const made = await add();
    await expect(participants()(made.callSid).fetch()).rejects.toMatchObject({ code: 20404 });
    await expect(participants().list()).rejects.toMatchObject({ code: 20404 });
  });

  test('cannot be held with an invalid address', async () => {
    const made = await add();
    await scene.stand.status(made.callSid, 'in-progress');
    const participant = scene.stand.client.conferences(made.conferenceSid).participants(made.callSid);
    await expect(participant.update({ hold: true, holdUrl: 'music' })).rejects.toMatchObject({ code: 21205 });
    expect((await participant.fetch()).hold).toBe(false);
  });
});
