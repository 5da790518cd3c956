import { describe, expect, test } from 'vitest';
import { accessToken } from './engine-device.ts';
import { playScene, SILENT } from './engine-scene.ts';
import { ACCOUNT, APP_SID, eventually, OWNED } from './engine-stand.ts';

const scene = playScene();

describe("a device's call", () => {
  test('asks its application, with its own parameters, and is connected to the room', async () => {
    const { device, sid } = await scene.enterRoom();
    await device.frame('answer');
    const [asked] = scene.stand.received('/voice');
    expect(asked?.params).toMatchObject({
      AccountSid: ACCOUNT.sid,
      ApplicationSid: APP_SID,
      CallSid: sid,
      CallStatus: 'ringing',
      Direction: 'inbound',
      From: 'client:mem_anna',
      ticket: 'call_1.secret',
    });
    expect(scene.stand.leg(sid)).toMatchObject({ kind: 'client', status: 'in-progress' });
    expect(scene.stand.carrier.ledger().legs).toHaveLength(1);
  });

  test('cannot choose its From', async () => {
    scene.stand.application.twiml('/voice', '<Hangup/>');
    const device = await scene.connect({ From: '+12125550123', AccountSid: 'AC0', ticket: 't' });
    await scene.stand.ended(await device.callSid());
    expect(scene.stand.received('/voice')[0]?.params).toMatchObject({
      From: 'client:mem_anna',
      AccountSid: ACCOUNT.sid,
      ticket: 't',
    });
  });

  test('ends when the device hangs up, and the room is notified', async () => {
    const { device, sid } = await scene.enterRoom();
    await device.hangUp();
    const leg = await scene.stand.ended(sid);
    expect(leg).toMatchObject({ status: 'completed', endedBy: 'party' });
    expect(scene.events()).toEqual(['participant-join rep', 'participant-leave rep', 'conference-end']);
    expect(scene.stand.received('/room')[1]?.params).toMatchObject({
      ReasonParticipantLeft: 'participant_hung_up',
      ParticipantCallStatus: 'completed',
    });
  });

  test('is hung up by a document with that verb', async () => {
    scene.stand.application.twiml('/voice', '<Hangup/>');
    const device = await scene.connect();
    await device.frame('hangup');
    expect(scene.stand.carrier.ledger().legs).toMatchObject([{ kind: 'client', status: 'completed' }]);
  });

  test('is declined when it is rejected', async () => {
    scene.stand.application.twiml('/voice', '<Reject reason="busy"/>');
    const device = await scene.connect();
    expect((await device.frame('hangup')).payload.error).toMatchObject({ code: 31486 });
    expect(scene.stand.carrier.ledger().legs).toMatchObject([{ status: 'busy' }]);
  });

  test('of an application the carrier does not know is declined', async () => {
    const device = await scene.connect({}, accessToken('mem_anna', `AP${'0'.repeat(32)}`));
    expect((await device.frame('hangup')).payload.error).toMatchObject({ code: 31002 });
    expect(scene.stand.carrier.ledger().faults).toMatchObject([{ code: 21218 }]);
    expect(scene.stand.application.received).toEqual([]);
  });

  test.each([
    ['TwiML that is not well-formed', { body: '<Response>' }, '12100'],
    ['a verb nobody knows', { body: '<Response><Shout/></Response>' }, '12200'],
    ['an error', { status: 500, body: '' }, '11200'],
    ['a redirect to nowhere', { status: 302, body: '' }, '11216'],
    ['JSON', { type: 'application/json', body: '{}' }, '12300'],
  ])('goes to the fallback when the application answers with %s', async (_what, answer, code) => {
    scene.stand.application.answers.set('/voice', answer);
    scene.stand.application.twiml('/fallback', '<Hangup/>');
    const device = await scene.connect();
    await device.frame('hangup');
    expect(scene.stand.received('/fallback')[0]?.params).toMatchObject({
      ErrorCode: code,
      ErrorUrl: scene.stand.hook('/voice'),
    });
    expect(scene.stand.carrier.ledger().faults).toMatchObject([{ code: Number(code) }]);
  });

  test('goes to the fallback when a later document cannot be fetched', async () => {
    scene.stand.application.twiml('/voice', '<Redirect>/more</Redirect>');
    scene.stand.application.answers.set('/more', { status: 503, body: '' });
    scene.stand.application.twiml('/fallback', '<Hangup/>');
    const device = await scene.connect();
    await device.frame('hangup');
    expect(scene.stand.received('/fallback')[0]?.params).toMatchObject({
      ErrorCode: '11200',
      ErrorUrl: scene.stand.hook('/more'),
    });
  });

  test('fails when the fallback is no better', async () => {
    scene.stand.application.answers.set('/voice', { status: 500 });
    scene.stand.application.answers.set('/fallback', { body: '<Response><Shout/></Response>' });
    const device = await scene.connect();
    expect((await device.frame('hangup')).payload.error).toMatchObject({ code: 31005 });
    expect(scene.stand.carrier.ledger().legs).toMatchObject([{ status: 'failed' }]);
  });
});

describe('a running document', () => {
  test('is replaced by a new one, which takes the leg out of the room', async () => {
    const rep = await scene.enterRoom();
    const update = scene.stand.client
      .calls(rep.sid)
      .update({ twiml: '<Response><Pause length="60"/></Response>' });
    await update;
    await eventually(() => scene.events().includes('conference-end'), 'the rep leaves the room');
    expect(scene.stand.leg(rep.sid)?.status).toBe('in-progress');
    scene.stand.application.twiml('/next', '<Hangup/>');
    await scene.stand.client.calls(rep.sid).update({ url: scene.stand.hook('/next') });
    expect(await scene.stand.ended(rep.sid)).toMatchObject({ status: 'completed', endedBy: 'carrier' });
  });

  test('dials a telephone and bridges it', async () => {
    scene.stand.application.twiml(
      '/voice',
      `<Dial callerId="${OWNED}" action="/after"><Number statusCallback="/customer" ` +
        `statusCallbackEvent="initiated ringing answered completed">${SILENT}</Number></Dial>`,
    );
    scene.stand.application.twiml('/after', '<Hangup/>');
    const device = await scene.connect();
    const sid = await device.callSid();
    const dialled = await eventually(
      () => scene.stand.carrier.ledger().legs.find(leg => leg.kind === 'pstn' && leg.answeredAt),
      'the telephone answers',
    );
    scene.stand.carrier.control.hangUpAsPerson(dialled.sid);
    await scene.stand.ended(sid);
    expect(scene.said()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(scene.stand.received('/customer')[0]?.params).toMatchObject({
      ParentCallSid: sid,
      Direction: 'outbound-dial',
    });
    expect(scene.stand.received('/after')[0]?.params).toMatchObject({
      DialCallSid: dialled.sid,
      DialCallStatus: 'completed',
    });
  });

  test('does not dial from a number the account does not own', async () => {
    scene.stand.application.twiml('/voice', `<Dial callerId="+12125550199">${SILENT}</Dial>`);
    const device = await scene.connect();
    await device.frame('hangup');
    expect(scene.stand.carrier.ledger().faults).toMatchObject([{ code: 13214 }]);
    expect(scene.stand.carrier.ledger().legs.map(leg => leg.kind)).toEqual(['client']);
  });

  test.each([
    ['not written as E.164', '2125550100', 13223],
    ['with a nonexistent area code', '+11234567890', 13224],
  ])('does not dial a number %s', async (_what, number, code) => {
    scene.stand.application.twiml('/voice', `<Dial callerId="${OWNED}">${number}</Dial>`);
    const device = await scene.connect();
    await device.frame('hangup');
    expect(scene.stand.carrier.ledger().faults).toMatchObject([{ code }]);
  });

  test('redirects to another', async () => {
    scene.stand.application.twiml('/voice', '<Redirect>/next?a=1&amp;b=2</Redirect>');
    scene.stand.application.twiml('/next', '<Hangup/>');
    const device = await scene.connect();
    await device.frame('hangup');
    expect(scene.stand.received('/next?a=1&b=2')).toMatchObject([{ isSigned: true }]);
  });
});
