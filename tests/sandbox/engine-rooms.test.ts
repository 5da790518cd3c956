import { describe, expect, test } from 'vitest';
import { BUSY, HUMAN, NOBODY, playScene, room, SILENT } from './engine-scene.ts';
import { eventually } from './engine-stand.ts';

const scene = playScene();

describe('a room', () => {
  test('reports every event in order, and only to the address given by the first participant', async () => {
    const rep = await scene.enterRoom();
    const customer = await scene.addCustomer(SILENT);
    await scene.stand.status(customer.callSid, 'in-progress');
    const member = scene.stand.client.conferences(customer.conferenceSid).participants('customer');
    await member.update({ muted: true });
    await member.update({ muted: false });
    await member.update({ hold: true });
    await member.update({ hold: false });
    await scene.stand.client.calls(customer.callSid).update({ status: 'completed' });
    await scene.stand.client.calls(rep.sid).update({ status: 'completed' });
    await scene.stand.ended(rep.sid);

    expect(scene.events()).toEqual([
      'participant-join rep',
      'conference-start',
      'participant-join customer',
      'participant-mute customer',
      'participant-unmute customer',
      'participant-hold customer',
      'participant-unhold customer',
      'participant-leave customer',
      'participant-leave rep',
      'conference-end',
    ]);
    const hooks = scene.stand.received('/room');
    expect(hooks.map(({ params }) => Number(params.SequenceNumber))).toEqual(hooks.map((_, n) => n + 1));
    expect(hooks[5]?.params).toMatchObject({ Hold: 'true', Muted: 'false', CallSid: customer.callSid });
    expect(hooks[7]?.params.ReasonParticipantLeft).toBe('participant_updated_via_api');
    expect(scene.stand.received('/other-room')).toEqual([]);
  });

  test('is entered by a ringing customer with early media, and starts', async () => {
    await scene.enterRoom();
    const customer = await scene.addCustomer(NOBODY);
    await scene.stand.status(customer.callSid, 'ringing');
    await eventually(() => scene.events().includes('participant-join customer'), 'the ringing is heard');
    expect(scene.stand.leg(customer.callSid)?.status).toBe('ringing');
    await scene.stand.ended(customer.callSid);
    expect(
      scene.stand.received('/room').find(({ params }) => params.ReasonParticipantLeft)?.params,
    ).toMatchObject({
      ReasonParticipantLeft: 'participant_add_failed',
      ParticipantCallStatus: 'no-answer',
    });
    expect(scene.conference()?.status).toBe('in-progress');
  });

  test('is not entered before the answer without early media', async () => {
    await scene.enterRoom();
    const customer = await scene.addCustomer(BUSY, { earlyMedia: false });
    await scene.stand.ended(customer.callSid);
    expect(scene.events()).toEqual(['participant-join rep']);
    expect(scene.conference()).toMatchObject({ status: 'init' });
  });

  test('does not start with one participant alone, and not before a participant who may start it', async () => {
    await scene.addCustomer(SILENT, { label: 'first', startConferenceOnEnter: false });
    const second = await scene.addCustomer(SILENT, { label: 'second', startConferenceOnEnter: false });
    await scene.stand.status(second.callSid, 'in-progress');
    expect(scene.conference()?.status).toBe('init');
    const third = await scene.addCustomer(SILENT, { label: 'third' });
    await scene.stand.status(third.callSid, 'in-progress');
    expect(scene.conference()?.status).toBe('in-progress');
  });

  test('ends for all when the participant who should end it leaves', async () => {
    const rep = await scene.enterRoom();
    const customer = await scene.addCustomer(SILENT, { endConferenceOnExit: true });
    await scene.stand.status(customer.callSid, 'in-progress');
    scene.stand.carrier.control.hangUpAsPerson(customer.callSid);
    await scene.stand.ended(rep.sid);
    expect(scene.events().slice(-3)).toEqual([
      'participant-leave customer',
      'participant-leave rep',
      'conference-end',
    ]);
    const last = scene.stand.received('/room').at(-1)?.params;
    expect(last).toMatchObject({
      ReasonConferenceEnded: 'participant-with-end-conference-on-exit-left',
      CallSidEndingConference: customer.callSid,
    });
  });

  test('continues with the remaining participant when the rep leaves', async () => {
    const rep = await scene.enterRoom();
    const customer = await scene.addCustomer(SILENT);
    await scene.stand.status(customer.callSid, 'in-progress');
    await rep.device.hangUp();
    await scene.stand.ended(rep.sid);
    expect(scene.stand.leg(customer.callSid)?.status).toBe('in-progress');
    expect(scene.conference()?.status).toBe('in-progress');
  });

  test('refuses a second leg with the same label, which goes on with its next verb', async () => {
    await scene.enterRoom();
    const device = await scene.connect();
    await device.frame('hangup');
    expect(scene.stand.carrier.ledger().faults).toMatchObject([{ code: 16025 }]);
    expect(scene.events()).toEqual(['participant-join rep']);
  });

  test('lets a dial continue with its action when the room ends', async () => {
    scene.stand.application.twiml('/voice', room().replace('<Dial ', '<Dial action="/after" '));
    scene.stand.application.twiml('/after', '<Hangup/>');
    const device = await scene.connect();
    const sid = await device.callSid();
    await eventually(() => scene.events().includes('participant-join rep'), 'the rep joins');
    await scene.stand.client.conferences(scene.conference()?.sid ?? '').update({ status: 'completed' });
    await scene.stand.ended(sid);
    expect(scene.stand.received('/after')[0]?.params).toMatchObject({
      DialCallStatus: 'answered',
      CallSid: sid,
    });
  });
});

describe('audio in a room', () => {
  const heard = (sid: string) => scene.stand.leg(sid)?.heard.energy ?? 0;

  test('of a held customer is the house music, or the audio from the hold address', async () => {
    scene.stand.application.answers.set('/music', { body: '<Response><Pause length="60"/></Response>' });
    const rep = await scene.enterRoom();
    const customer = await scene.addCustomer(SILENT);
    await scene.stand.status(customer.callSid, 'in-progress');
    const member = scene.stand.client.conferences(customer.conferenceSid).participants(customer.callSid);
    await member.update({ hold: true });
    await eventually(() => heard(customer.callSid) > 0.05, 'house music');
    await member.update({ hold: true, holdUrl: scene.stand.hook('/music'), holdMethod: 'GET' });
    await eventually(
      () => scene.stand.application.received.some(({ path }) => path.startsWith('/music')),
      'music',
    );
    expect(scene.stand.application.received.find(({ path }) => path.startsWith('/music'))).toMatchObject({
      method: 'GET',
      isSigned: true,
    });
    expect(scene.stand.leg(rep.sid)?.status).toBe('in-progress');
    let mark = scene.stand.leg(customer.callSid)?.heard;
    await eventually(() => {
      const now = scene.stand.leg(customer.callSid)?.heard;
      if (!now || !mark || now.packets < mark.packets + 15) return false;
      const isSilent = now.energy === mark.energy;
      mark = now;
      return isSilent;
    }, 'the pause of the hold document is silent');
  });

  test('carries the rep’s keys to the customer, unless the customer is held', async () => {
    const rep = await scene.enterRoom();
    const customer = await scene.addCustomer(SILENT);
    await scene.stand.status(customer.callSid, 'in-progress');
    const member = scene.stand.client.conferences(customer.conferenceSid).participants(customer.callSid);
    await rep.device.press('12w3#');
    await eventually(() => scene.stand.leg(customer.callSid)?.digitsHeard === '123#', 'the keys are heard');
    await member.update({ hold: true });
    await rep.device.press('4');
    await rep.device.hangUp();
    await scene.stand.ended(rep.sid);
    expect(scene.stand.leg(customer.callSid)?.digitsHeard).toBe('123#');
  });

  test('lets two people hear each other', async () => {
    const first = await scene.addCustomer(HUMAN, { label: 'first' });
    const second = await scene.addCustomer(HUMAN, { label: 'second' });
    for (const sid of [first.callSid, second.callSid]) {
      await eventually(() => (scene.stand.leg(sid)?.said.energy ?? 0) > 0.05, `${sid} speaks`);
      await eventually(() => heard(sid) > 0.05, `${sid} hears`);
    }
  });
});
