import { describe, expect, test } from 'vitest';
import { playScene } from './engine-scene.ts';
import { ACCOUNT, APP_SID, eventually, OWNED } from './engine-stand.ts';

const scene = playScene();
const HUMAN = '+12125550111';
const NOBODY = '+12125550103';
const NO_CALL = `CA${'0'.repeat(32)}`;
const url = (path: string) => `${scene.stand.carrier.url}/2010-04-01/Accounts/${ACCOUNT.sid}${path}`;
const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`;
const AUTH = basic(ACCOUNT.sid, ACCOUNT.authToken);

describe('a call', () => {
  const call = (more: Record<string, unknown> = {}) =>
    scene.stand.client.calls.create({
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
    ['an invalid URL', { twiml: undefined, url: 'here' }, 21205],
    ['an unknown application', { twiml: undefined, applicationSid: `AP${'0'.repeat(32)}` }, 21218],
  ])('with %s is refused', async (_what, spoilt, code) => {
    await expect(call(spoilt)).rejects.toMatchObject({ status: 400, code });
    expect(scene.stand.carrier.ledger().legs).toEqual([]);
  });

  test('to a device may be from a device; to a telephone it may not', async () => {
    const made = await call({ from: 'client:mem_anna', to: 'client:mem_ben' });
    expect(made).toMatchObject({ from: 'client:mem_anna', to: 'client:mem_ben' });
    await expect(call({ from: 'client:mem_anna' })).rejects.toMatchObject({ code: 21212 });
  });

  test('that forwards another shows the original caller, by that call’s token and only while it is live', async () => {
    const caller = '+13055550111';
    const [number] = await scene.stand.client.incomingPhoneNumbers.list();
    await scene.stand.client
      .incomingPhoneNumbers(number?.sid ?? '')
      .update({ voiceUrl: scene.stand.hook('/in'), statusCallback: scene.stand.hook('/told') });
    scene.stand.application.twiml('/in', '<Redirect>/more</Redirect>');
    scene.stand.application.twiml('/more', '<Pause length="60"/>');
    const sid = scene.stand.carrier.control.ringNumber(caller, OWNED) ?? '';
    await eventually(() => scene.stand.received('/more').length === 1, 'the call is asked about');
    const callToken = scene.stand.received('/in')[0]?.params.CallToken;
    expect(callToken).toMatch(/parentCallInfoToken/);
    expect(scene.stand.received('/more')[0]?.params.CallToken).toBeUndefined();
    const forward = { from: caller, to: NOBODY, callToken, callReason: 'Your order' };
    expect(await call(forward)).toMatchObject({ from: caller });
    const { participants } = scene.stand.client.conferences('room');
    expect((await participants.create({ ...forward, label: 'forwarded' })).label).toBe('forwarded');
    await expect(call({ ...forward, from: '+13055550112' })).rejects.toMatchObject({ code: 21210 });
    await expect(call({ ...forward, callToken: `${callToken}x` })).rejects.toMatchObject({ code: 21210 });
    scene.stand.carrier.control.hangUpAsPerson(sid);
    await scene.stand.ended(sid);
    await expect(call(forward)).rejects.toMatchObject({ code: 21210 });
  });

  test('runs the TwiML of its application when it is answered', async () => {
    scene.stand.application.twiml('/voice', '<Hangup/>');
    const made = await call({ twiml: undefined, applicationSid: APP_SID });
    await scene.stand.ended(made.sid);
    expect(scene.stand.received('/voice')[0]?.params).toMatchObject({
      CallSid: made.sid,
      CallStatus: 'in-progress',
      Direction: 'outbound-api',
    });
  });

  test('can be completed during the conversation, and only once', async () => {
    const { sid } = await call();
    await scene.stand.status(sid, 'in-progress');
    const updated = await scene.stand.client.calls(sid).update({ status: 'completed' });
    expect(updated).toMatchObject({ status: 'completed', direction: 'outbound-api' });
    expect(updated.endTime).toBeInstanceOf(Date);
    expect(Number(updated.duration)).toBeGreaterThan(0);
    await expect(scene.stand.client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({
      status: 400,
      code: 21220,
    });
    expect(scene.stand.leg(sid)?.endedBy).toBe('api');
  });

  test.each(['completed', 'canceled'] as const)('that is still ringing is cancelled by %s', async status => {
    const { sid } = await call({ to: NOBODY });
    await scene.stand.status(sid, 'ringing');
    expect((await scene.stand.client.calls(sid).update({ status })).status).toBe('canceled');
  });

  test('that is answered is not affected by being cancelled', async () => {
    const { sid } = await call();
    await scene.stand.status(sid, 'in-progress');
    expect((await scene.stand.client.calls(sid).update({ status: 'canceled' })).status).toBe('in-progress');
  });

  test('that is ringing cannot be redirected', async () => {
    const { sid } = await call({ to: NOBODY });
    await scene.stand.status(sid, 'ringing');
    const redirect = scene.stand.client.calls(sid).update({ twiml: '<Response><Hangup/></Response>' });
    await expect(redirect).rejects.toMatchObject({ code: 21220 });
  });

  test('that does not exist is not found', async () => {
    await expect(scene.stand.client.calls(NO_CALL).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
    await expect(scene.stand.client.calls(NO_CALL).update({ status: 'completed' })).rejects.toMatchObject({
      code: 20404,
    });
  });

  test('is found by To, From, Status and time, page by page, newest first', async () => {
    const first = await call();
    const second = await call({ to: NOBODY });
    const third = await call();
    const sids = async (filter: object) =>
      (await scene.stand.client.calls.list(filter)).map(each => each.sid);
    expect(await sids({})).toEqual([third.sid, second.sid, first.sid]);
    expect(await sids({ pageSize: 1 })).toEqual([third.sid, second.sid, first.sid]);
    expect(await sids({ to: HUMAN, from: OWNED })).toEqual([third.sid, first.sid]);
    expect(await sids({ to: '+12125550199' })).toEqual([]);
    await scene.stand.status(second.sid, 'ringing');
    expect(await sids({ status: 'ringing' })).toContain(second.sid);
    expect(await sids({ startTimeAfter: new Date(Date.now() - 60_000) })).toHaveLength(3);
    expect(await sids({ startTimeBefore: new Date(Date.now() - 60_000) })).toEqual([]);
  });

  test('is on one page only, whatever calls begin while the pages are read', async () => {
    const made = [];
    for (let n = 0; n < 5; n++) made.push((await call({ to: NOBODY })).sid);
    const seen: string[] = [];
    let page = await scene.stand.client.calls.page({ pageSize: 2 });
    for (;;) {
      seen.push(...page.instances.map(({ sid }) => sid));
      await call({ to: NOBODY });
      const next = page.nextPageUrl;
      if (!next) break;
      const token = new URL(next).searchParams.get('PageToken') ?? '';
      expect(token).toMatch(/^PACA/);
      page = await scene.stand.client.calls.page({
        pageSize: 2,
        pageToken: token,
        pageNumber: seen.length / 2,
      });
    }
    expect(seen).toEqual(made.toReversed());
    const wrong = scene.stand.client.calls.page({ pageToken: 'next' });
    await expect(wrong).rejects.toMatchObject({ status: 400 });
  });

  test('cannot be listed by a filter the carrier does not know', async () => {
    const response = await fetch(url('/Calls.json?Colour=red'), { headers: { authorization: AUTH } });
    expect(response.status).toBe(400);
  });
});
