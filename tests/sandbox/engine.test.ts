import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpWire } from '../../sandbox/carrier/hooks.ts';
import { accessToken, connectDevice } from './engine-device.ts';
import { ACCOUNT, APP_SID, eventually, OWNED, type Stand, startStand } from './engine-stand.ts';

const SILENT = '+12125550111';
const HUMAN = '+12125550100';
const NOBODY = '+12125550103';
const BUSY = '+12125550102';
const EVENTS = ['start', 'end', 'join', 'leave', 'mute', 'hold'];

let stand: Stand;
const devices: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  stand = await startStand();
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
  await stand.stop();
});

const connect = async (params: Record<string, string> = {}, token?: string) => {
  const device = await connectDevice(stand.carrier, params, token);
  devices.push(device);
  return device;
};

const room = (attributes = '') =>
  `<Dial timeLimit="14400"><Conference beep="false" startConferenceOnEnter="true" endConferenceOnExit="false" ` +
  `waitUrl="" participantLabel="rep" statusCallback="/room" ` +
  `statusCallbackEvent="${EVENTS.join(' ')}" ${attributes}>room_1</Conference></Dial>`;

const addCustomer = (to: string, more: object = {}) =>
  stand.client.conferences('room_1').participants.create({
    from: OWNED,
    to,
    label: 'customer',
    earlyMedia: true,
    beep: 'false',
    startConferenceOnEnter: true,
    endConferenceOnExit: false,
    timeout: 25,
    timeLimit: 14_400,
    statusCallback: stand.hook('/customer'),
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    conferenceStatusCallback: stand.hook('/other-room'),
    conferenceStatusCallbackEvent: EVENTS,
    ...more,
  });

/** A rep in the room. */
const enterRoom = async (attributes = '') => {
  stand.application.twiml('/voice', room(attributes));
  const device = await connect({ ticket: 'call_1.secret' });
  const sid = await device.callSid();
  await eventually(() => events().includes('participant-join rep'), 'the rep joins');
  return { device, sid };
};

const events = () =>
  stand
    .received('/room')
    .map(({ params }) => [params.StatusCallbackEvent, params.ParticipantLabel].filter(Boolean).join(' '));
const said = () => stand.received('/customer').map(({ params }) => params.CallStatus);
const conference = () => stand.carrier.ledger().conferences[0];

describe("a device's call", () => {
  test('asks its application, with its own parameters, and is answered in the room', async () => {
    const { device, sid } = await enterRoom();
    await device.frame('answer');
    const [asked] = stand.received('/voice');
    expect(asked?.params).toMatchObject({
      AccountSid: ACCOUNT.sid,
      ApplicationSid: APP_SID,
      CallSid: sid,
      CallStatus: 'ringing',
      Direction: 'inbound',
      From: 'client:mem_anna',
      ticket: 'call_1.secret',
    });
    expect(stand.leg(sid)).toMatchObject({ kind: 'client', status: 'in-progress' });
    expect(stand.carrier.ledger().legs).toHaveLength(1);
  });

  test('cannot say who it is from', async () => {
    stand.application.twiml('/voice', '<Hangup/>');
    const device = await connect({ From: '+12125550123', AccountSid: 'AC0', ticket: 't' });
    await stand.ended(await device.callSid());
    expect(stand.received('/voice')[0]?.params).toMatchObject({
      From: 'client:mem_anna',
      AccountSid: ACCOUNT.sid,
      ticket: 't',
    });
  });

  test('ends when the device hangs up, and the room hears it', async () => {
    const { device, sid } = await enterRoom();
    await device.hangUp();
    const leg = await stand.ended(sid);
    expect(leg).toMatchObject({ status: 'completed', endedBy: 'party' });
    expect(events()).toEqual(['participant-join rep', 'participant-leave rep', 'conference-end']);
    expect(stand.received('/room')[1]?.params).toMatchObject({
      ReasonParticipantLeft: 'participant_hung_up',
      ParticipantCallStatus: 'completed',
    });
  });

  test('is hung up by a document that says so', async () => {
    stand.application.twiml('/voice', '<Hangup/>');
    const device = await connect();
    await device.frame('hangup');
    expect(stand.carrier.ledger().legs).toMatchObject([{ kind: 'client', status: 'completed' }]);
  });

  test('is declined when it is rejected', async () => {
    stand.application.twiml('/voice', '<Reject reason="busy"/>');
    const device = await connect();
    expect((await device.frame('hangup')).payload.error).toMatchObject({ code: 31486 });
    expect(stand.carrier.ledger().legs).toMatchObject([{ status: 'busy' }]);
  });

  test('of an application the carrier does not know is declined', async () => {
    const device = await connect({}, accessToken('mem_anna', `AP${'0'.repeat(32)}`));
    expect((await device.frame('hangup')).payload.error).toMatchObject({ code: 31002 });
    expect(stand.carrier.ledger().faults).toMatchObject([{ code: 21218 }]);
    expect(stand.application.received).toEqual([]);
  });

  test.each([
    ['TwiML that is not well-formed', { body: '<Response>' }, '12100'],
    ['a verb nobody knows', { body: '<Response><Shout/></Response>' }, '12200'],
    ['an error', { status: 500, body: '' }, '11200'],
    ['a redirect', { status: 302, body: '' }, '11200'],
    ['JSON', { type: 'application/json', body: '{}' }, '12300'],
  ])('goes to the fallback when the application answers with %s', async (_what, answer, code) => {
    stand.application.answers.set('/voice', answer);
    stand.application.twiml('/fallback', '<Hangup/>');
    const device = await connect();
    await device.frame('hangup');
    expect(stand.received('/fallback')[0]?.params).toMatchObject({
      ErrorCode: code,
      ErrorUrl: stand.hook('/voice'),
    });
    expect(stand.carrier.ledger().faults).toMatchObject([{ code: Number(code) }]);
  });

  test('fails when the fallback is no better', async () => {
    stand.application.answers.set('/voice', { status: 500 });
    stand.application.answers.set('/fallback', { body: '<Response><Shout/></Response>' });
    const device = await connect();
    expect((await device.frame('hangup')).payload.error).toMatchObject({ code: 31005 });
    expect(stand.carrier.ledger().legs).toMatchObject([{ status: 'failed' }]);
  });
});

describe('a room', () => {
  test('tells of everything in order, and only at the address of whoever came first', async () => {
    const rep = await enterRoom();
    const customer = await addCustomer(SILENT);
    await stand.status(customer.callSid, 'in-progress');
    const member = stand.client.conferences(customer.conferenceSid).participants('customer');
    await member.update({ muted: true });
    await member.update({ muted: false });
    await member.update({ hold: true });
    await member.update({ hold: false });
    await stand.client.calls(customer.callSid).update({ status: 'completed' });
    await stand.client.calls(rep.sid).update({ status: 'completed' });
    await stand.ended(rep.sid);

    expect(events()).toEqual([
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
    const hooks = stand.received('/room');
    expect(hooks.map(({ params }) => Number(params.SequenceNumber))).toEqual(hooks.map((_, n) => n + 1));
    expect(hooks[5]?.params).toMatchObject({ Hold: 'true', Muted: 'false', CallSid: customer.callSid });
    expect(hooks[7]?.params.ReasonParticipantLeft).toBe('participant_updated_via_api');
    expect(stand.received('/other-room')).toEqual([]);
  });

  test('is entered by a ringing customer with early media, and starts', async () => {
    await enterRoom();
    const customer = await addCustomer(NOBODY);
    await stand.status(customer.callSid, 'ringing');
    await eventually(() => events().includes('participant-join customer'), 'the ringing is heard');
    expect(stand.leg(customer.callSid)?.status).toBe('ringing');
    await stand.ended(customer.callSid);
    expect(stand.received('/room').find(({ params }) => params.ReasonParticipantLeft)?.params).toMatchObject({
      ReasonParticipantLeft: 'participant_add_failed',
      ParticipantCallStatus: 'no-answer',
    });
    expect(conference()?.status).toBe('in-progress');
  });

  test('is not entered before the answer without early media', async () => {
    await enterRoom();
    const customer = await addCustomer(BUSY, { earlyMedia: false });
    await stand.ended(customer.callSid);
    expect(events()).toEqual(['participant-join rep']);
    expect(conference()).toMatchObject({ status: 'init' });
  });

  test('does not start with one alone, and not before somebody may start it', async () => {
    await addCustomer(SILENT, { label: 'first', startConferenceOnEnter: false });
    const second = await addCustomer(SILENT, { label: 'second', startConferenceOnEnter: false });
    await stand.status(second.callSid, 'in-progress');
    expect(conference()?.status).toBe('init');
    const third = await addCustomer(SILENT, { label: 'third' });
    await stand.status(third.callSid, 'in-progress');
    expect(conference()?.status).toBe('in-progress');
  });

  test('ends for all when whoever should end it leaves', async () => {
    const rep = await enterRoom();
    const customer = await addCustomer(SILENT, { endConferenceOnExit: true });
    await stand.status(customer.callSid, 'in-progress');
    stand.carrier.control.hangUpAsPerson(customer.callSid);
    await stand.ended(rep.sid);
    expect(events().slice(-3)).toEqual([
      'participant-leave customer',
      'participant-leave rep',
      'conference-end',
    ]);
    const last = stand.received('/room').at(-1)?.params;
    expect(last).toMatchObject({
      ReasonConferenceEnded: 'participant-with-end-conference-on-exit-left',
      CallSidEndingConference: customer.callSid,
    });
  });

  test('stays with the survivor when the rep leaves', async () => {
    const rep = await enterRoom();
    const customer = await addCustomer(SILENT);
    await stand.status(customer.callSid, 'in-progress');
    await rep.device.hangUp();
    await stand.ended(rep.sid);
    expect(stand.leg(customer.callSid)?.status).toBe('in-progress');
    expect(conference()?.status).toBe('in-progress');
  });

  test('refuses a second leg of the same label, which goes on with its next verb', async () => {
    await enterRoom();
    const device = await connect();
    await device.frame('hangup');
    expect(stand.carrier.ledger().faults).toMatchObject([{ code: 16025 }]);
    expect(events()).toEqual(['participant-join rep']);
  });

  test('lets a dial go on to its action when it ends', async () => {
    stand.application.twiml('/voice', room().replace('<Dial ', '<Dial action="/after" '));
    stand.application.twiml('/after', '<Hangup/>');
    const device = await connect();
    const sid = await device.callSid();
    await eventually(() => events().includes('participant-join rep'), 'the rep joins');
    await stand.client.conferences(conference()?.sid ?? '').update({ status: 'completed' });
    await stand.ended(sid);
    expect(stand.received('/after')[0]?.params).toMatchObject({ DialCallStatus: 'answered', CallSid: sid });
  });
});

describe('what is heard', () => {
  const heard = (sid: string) => stand.leg(sid)?.heard.energy ?? 0;

  test('a held customer hears the house music, or what the hold address plays', async () => {
    stand.application.answers.set('/music', { body: '<Response><Pause length="60"/></Response>' });
    const rep = await enterRoom();
    const customer = await addCustomer(SILENT);
    await stand.status(customer.callSid, 'in-progress');
    const member = stand.client.conferences(customer.conferenceSid).participants(customer.callSid);
    await member.update({ hold: true });
    await eventually(() => heard(customer.callSid) > 0.05, 'house music');
    await member.update({ hold: true, holdUrl: stand.hook('/music'), holdMethod: 'GET' });
    await eventually(() => stand.application.received.some(({ path }) => path.startsWith('/music')), 'music');
    expect(stand.application.received.find(({ path }) => path.startsWith('/music'))).toMatchObject({
      method: 'GET',
      isSigned: true,
    });
    expect(stand.leg(rep.sid)?.status).toBe('in-progress');
    let mark = stand.leg(customer.callSid)?.heard;
    await eventually(() => {
      const now = stand.leg(customer.callSid)?.heard;
      if (!now || !mark || now.packets < mark.packets + 15) return false;
      const isSilent = now.energy === mark.energy;
      mark = now;
      return isSilent;
    }, 'the pause of the hold document is silent');
  });

  test('two people in a room hear each other', async () => {
    const first = await addCustomer(HUMAN, { label: 'first' });
    const second = await addCustomer(HUMAN, { label: 'second' });
    for (const sid of [first.callSid, second.callSid]) {
      await eventually(() => (stand.leg(sid)?.said.energy ?? 0) > 0.05, `${sid} speaks`);
      await eventually(() => heard(sid) > 0.05, `${sid} hears`);
    }
  });
});

describe('a running document', () => {
  test('is replaced by a new one, which takes the leg out of the room', async () => {
    const rep = await enterRoom();
    const update = stand.client.calls(rep.sid).update({ twiml: '<Response><Pause length="60"/></Response>' });
    await update;
    await eventually(() => events().includes('conference-end'), 'the rep leaves the room');
    expect(stand.leg(rep.sid)?.status).toBe('in-progress');
    stand.application.twiml('/next', '<Hangup/>');
    await stand.client.calls(rep.sid).update({ url: stand.hook('/next') });
    expect(await stand.ended(rep.sid)).toMatchObject({ status: 'completed', endedBy: 'carrier' });
  });

  test('dials a telephone and bridges it', async () => {
    stand.application.twiml(
      '/voice',
      `<Dial callerId="${OWNED}" action="/after"><Number statusCallback="/customer" ` +
        `statusCallbackEvent="initiated ringing answered completed">${SILENT}</Number></Dial>`,
    );
    stand.application.twiml('/after', '<Hangup/>');
    const device = await connect();
    const sid = await device.callSid();
    const dialled = await eventually(
      () => stand.carrier.ledger().legs.find(leg => leg.kind === 'pstn' && leg.answeredAt),
      'the telephone answers',
    );
    stand.carrier.control.hangUpAsPerson(dialled.sid);
    await stand.ended(sid);
    expect(said()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(stand.received('/customer')[0]?.params).toMatchObject({
      ParentCallSid: sid,
      Direction: 'outbound-dial',
    });
    expect(stand.received('/after')[0]?.params).toMatchObject({
      DialCallSid: dialled.sid,
      DialCallStatus: 'completed',
    });
  });

  test('does not dial from a number the account does not own', async () => {
    stand.application.twiml('/voice', `<Dial callerId="+12125550199">${SILENT}</Dial>`);
    const device = await connect();
    await device.frame('hangup');
    expect(stand.carrier.ledger().faults).toMatchObject([{ code: 13214 }]);
    expect(stand.carrier.ledger().legs.map(leg => leg.kind)).toEqual(['client']);
  });

  test('redirects to another', async () => {
    stand.application.twiml('/voice', '<Redirect>/next?a=1&amp;b=2</Redirect>');
    stand.application.twiml('/next', '<Hangup/>');
    const device = await connect();
    await device.frame('hangup');
    expect(stand.received('/next?a=1&b=2')).toMatchObject([{ isSigned: true }]);
  });
});

describe('webhooks', () => {
  test('are signed, numbered from nought and carry a token each', async () => {
    await enterRoom();
    const customer = await addCustomer(SILENT);
    await stand.status(customer.callSid, 'in-progress');
    stand.carrier.control.hangUpAsPerson(customer.callSid);
    await stand.ended(customer.callSid);
    expect(said()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(stand.received('/customer').map(({ params }) => params.SequenceNumber)).toEqual([
      '0',
      '1',
      '2',
      '3',
    ]);
    expect(stand.application.received.every(({ isSigned }) => isSigned)).toBe(true);
    const tokens = stand.application.received.map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(stand.received('/customer').at(-1)?.params).toMatchObject({
      CallbackSource: 'call-progress-events',
      CallDuration: '1',
      SipResponseCode: '200',
      To: SILENT,
      From: OWNED,
    });
  });

  test('are signed over their query, and not over their fragment', async () => {
    const { callSid } = await addCustomer(SILENT, { statusCallback: stand.hook('/customer?a=1&b=%20#rc=2') });
    await stand.status(callSid, 'in-progress');
    await stand.carrier.control.webhooksSettled();
    expect(stand.received('/customer?a=1&b=%20')).toHaveLength(3);
    expect(stand.application.received.every(({ isSigned }) => isSigned)).toBe(true);
  });

  test('of one call wait for each other', async () => {
    const order: string[] = [];
    stand.application.answers.set('/customer', async () => {
      order.push('in');
      await new Promise(resolve => setImmediate(resolve));
      order.push('out');
      return { status: 204 };
    });
    const { callSid } = await addCustomer(BUSY);
    await stand.ended(callSid);
    expect(order).toEqual(['in', 'out', 'in', 'out']);
  });

  test('tell of the end alone when no events are named', async () => {
    const { callSid } = await addCustomer(BUSY, { statusCallbackEvent: undefined });
    await stand.ended(callSid);
    expect(said()).toEqual(['busy']);
  });

  test('are tried once more when nobody listens, and the ledger knows', async () => {
    const { callSid } = await addCustomer(BUSY, {
      statusCallback: 'http://127.0.0.1:9/gone',
      statusCallbackEvent: undefined,
    });
    await stand.ended(callSid);
    const gone = stand.carrier.ledger().webhooks.find(({ url }) => url.endsWith('/gone'));
    expect(gone?.attempts.map(({ outcome }) => outcome)).toEqual(['connection', 'connection']);
  });

  test('are not tried again after an error, unless the address asks for it', async () => {
    stand.application.answers.set('/customer', { status: 500 });
    stand.application.answers.set('/patient', { status: 500 });
    await stand.ended((await addCustomer(BUSY, { statusCallbackEvent: undefined })).callSid);
    const asking = { statusCallbackEvent: undefined, statusCallback: stand.hook('/patient#rc=2&rp=5xx') };
    await stand.ended((await addCustomer(BUSY, asking)).callSid);
    expect(stand.received('/customer')).toHaveLength(1);
    const patient = stand.received('/patient').map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(patient).toHaveLength(3);
    expect(new Set(patient).size).toBe(1);
  });
});

describe('faults on the wire', () => {
  test('a delivery that is lost is in the ledger and nowhere else', async () => {
    await stand.stop();
    stand = await startStand({
      wire: async (request, timeoutMs) =>
        request.url.endsWith('/customer') ? { fault: 'timeout' } : httpWire(request, timeoutMs),
    });
    const { callSid } = await addCustomer(BUSY);
    await stand.ended(callSid);
    expect(said()).toEqual([]);
    const lost = stand.carrier.ledger().webhooks.filter(({ kind }) => kind === 'call');
    expect(lost.map(({ params, attempts }) => [params.CallStatus, attempts[0]?.outcome])).toEqual([
      ['initiated', 'timeout'],
      ['busy', 'timeout'],
    ]);
  });
});

describe('the law of the network', () => {
  test('a call whose application refuses it never reaches a telephone', async () => {
    stand.application.twiml('/voice', '<Hangup/>');
    const device = await connect({ ticket: 'stale' });
    await device.frame('hangup');
    expect(stand.carrier.ledger().legs.filter(leg => leg.kind === 'pstn')).toEqual([]);
  });

  test('a time limit ends a call that runs longer', async () => {
    const { callSid } = await addCustomer(SILENT, { timeLimit: 1 });
    expect(await stand.ended(callSid)).toMatchObject({ status: 'completed', endedBy: 'carrier', seconds: 1 });
  });

  test('a customer who is dialled while the rep leaves keeps ringing until told otherwise', async () => {
    const rep = await enterRoom();
    const customer = await addCustomer(NOBODY);
    await stand.status(customer.callSid, 'ringing');
    await rep.device.hangUp();
    await stand.ended(rep.sid);
    expect(stand.leg(customer.callSid)?.status).toBe('ringing');
    await stand.client.calls(customer.callSid).update({ status: 'completed' });
    expect((await stand.ended(customer.callSid)).status).toBe('canceled');
    expect(said()).toEqual(['initiated', 'ringing', 'canceled']);
  });
});
