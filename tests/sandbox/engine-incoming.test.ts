import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Callee, onDuty } from './engine-callee.ts';
import { APP_SID, eventually, OWNED, type Stand, startStand } from './engine-stand.ts';

// Persona 06 repeats what it hears; 11 answers and is silent.
const ECHO = '+13055550106';
const CALLER = '+13055550111';

let stand: Stand;
const devices: Callee[] = [];

const configure = async (change: { voiceUrl?: string; voiceApplicationSid?: string }): Promise<void> => {
  const [number] = await stand.client.incomingPhoneNumbers.list({ phoneNumber: OWNED });
  await stand.client.incomingPhoneNumbers(number?.sid ?? '').update(change);
};

beforeEach(async () => {
  stand = await startStand();
  await configure({ voiceUrl: stand.hook('/in') });
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
  await stand.stop();
});

const duty = async (identity: string): Promise<Callee> => {
  const device = await onDuty(stand.carrier, identity);
  devices.push(device);
  return device;
};
const callIn = (from = CALLER): string => {
  const sid = stand.carrier.control.ringNumber(from, OWNED);
  if (!sid) throw new Error('Nobody owns the number.');
  return sid;
};
const childOf = (sid: string) =>
  stand.client.calls.list({ parentCallSid: sid }).then(children => children.map(each => each.status));
const action = () => stand.received('/after')[0]?.params;

describe('a person who calls a number of the account', () => {
  test('reaches a device, and both hear each other until one hangs up', async () => {
    stand.application.twiml(
      '/in',
      '<Dial action="/after"><Client><Identity>mem_anna</Identity><Parameter name="callId" value="call 1&amp;2"/><Parameter name="Deal: größe" value="a+b"/></Client></Dial>',
    );
    const anna = await duty('mem_anna');
    const sid = callIn(ECHO);
    const parameters = await anna.parameters();
    expect(parameters).toMatchObject({ From: ECHO, To: 'client:mem_anna', Direction: 'outbound-dial' });
    // The SDK decodes values, but not names.
    expect(parameters.Params).toBe('callId=call%201%262&Deal: größe=a%2Bb');
    expect(stand.received('/in')[0]).toMatchObject({
      isSigned: true,
      params: { CallSid: sid, From: ECHO, To: OWNED, Direction: 'inbound', CallStatus: 'ringing' },
    });
    await anna.answer();
    const child = await anna.callSid();
    // The device's audio comes back to it from the caller.
    await eventually(() => (stand.leg(sid)?.heard.energy ?? 0) > 1, 'the caller hears the device');
    await eventually(() => (stand.leg(child)?.heard.energy ?? 0) > 1, 'the device hears the caller');
    expect(stand.carrier.control.hangUpAsPerson(sid)).toBe(true);
    await anna.frame('hangup');
    expect(await stand.ended(child)).toMatchObject({ kind: 'client', status: 'completed' });
    expect(await stand.ended(sid)).toMatchObject({ kind: 'pstn', status: 'completed', endedBy: 'party' });
  });

  test('goes on with the next document when the device hangs up', async () => {
    stand.application.twiml('/in', '<Dial action="/after"><Client>mem_anna</Client></Dial>');
    stand.application.twiml('/after', '<Hangup/>');
    const anna = await duty('mem_anna');
    const sid = callIn();
    await anna.answer();
    await anna.hangUp();
    await stand.ended(sid);
    expect(action()).toMatchObject({
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallSid: await anna.callSid(),
    });
  });

  test.each([
    ['says no', 'busy', async (device: Callee) => device.reject()],
    ['does not answer', 'no-answer', async () => {}],
  ])('is told %s by a device that %s', async (_, status, act) => {
    stand.application.twiml('/in', '<Dial action="/after" timeout="5"><Client>mem_anna</Client></Dial>');
    stand.application.twiml('/after', '<Hangup/>');
    const anna = await duty('mem_anna');
    const sid = callIn();
    await anna.frame('invite');
    await act(anna);
    await stand.ended(sid);
    expect(action()).toMatchObject({ DialCallStatus: status, DialBridged: 'false' });
    expect(await childOf(sid)).toEqual([status]);
    if (status === 'no-answer') await anna.frame('cancel');
  });

  test('is not kept waiting when no device is on duty', async () => {
    stand.application.twiml('/in', '<Dial action="/after"><Client>mem_nobody</Client></Dial>');
    stand.application.twiml('/after', '<Hangup/>');
    await stand.ended(callIn());
    expect(action()).toMatchObject({ DialCallStatus: 'no-answer' });
  });

  test('is over when the device hangs up in the turn in which it answers', async () => {
    stand.application.twiml('/in', '<Dial action="/after"><Client>mem_anna</Client></Dial>');
    stand.application.twiml('/after', '<Hangup/>');
    const anna = await duty('mem_anna');
    const sid = callIn();
    await anna.answerAndHangUp();
    await stand.ended(sid);
    expect(await childOf(sid)).toEqual(['completed']);
    expect(action()).toMatchObject({ DialCallStatus: 'completed' });
    expect(anna.frames.filter(({ type }) => type === 'error')).toEqual([]);
  });

  test('is connected to the first of several devices to answer; the others stop ringing', async () => {
    stand.application.twiml(
      '/in',
      `<Dial callerId="${OWNED}"><Client>mem_anna</Client><Client>mem_ben</Client><Number>+12125550103</Number></Dial>`,
    );
    const [anna, ben] = [await duty('mem_anna'), await duty('mem_ben')];
    const sid = callIn();
    await anna.frame('invite');
    await ben.answer();
    await anna.frame('cancel');
    const statuses = async () => (await childOf(sid)).sort();
    await expect.poll(statuses).toEqual(['canceled', 'canceled', 'in-progress']);
    await ben.hangUp();
    await stand.ended(sid);
  });

  test('keeps ringing until a device is there, if the document says so', async () => {
    stand.application.twiml('/in', '<Dial answerOnBridge="true"><Client>mem_anna</Client></Dial>');
    const anna = await duty('mem_anna');
    const sid = callIn();
    await anna.frame('invite');
    expect(stand.leg(sid)?.status).toBe('ringing');
    await anna.answer();
    await stand.status(sid, 'in-progress');
  });

  test('may give up: the device stops ringing and the call was not answered', async () => {
    stand.application.twiml('/in', '<Dial answerOnBridge="true"><Client>mem_anna</Client></Dial>');
    const anna = await duty('mem_anna');
    const sid = callIn();
    await anna.frame('invite');
    expect(stand.carrier.control.hangUpAsPerson(sid)).toBe(true);
    await anna.frame('cancel');
    expect(await stand.ended(sid)).toMatchObject({ status: 'canceled', answeredAt: undefined });
  });

  test('reaches an application that answers for the number', async () => {
    await configure({ voiceApplicationSid: APP_SID });
    stand.application.twiml('/voice', '<Reject/>');
    const sid = callIn();
    expect(await stand.ended(sid)).toMatchObject({ status: 'no-answer' });
    expect(stand.received('/in')).toEqual([]);
    expect(stand.received('/voice')[0]?.params).toMatchObject({ ApplicationSid: APP_SID });
  });

  test('hears nothing at a number without an address, and the account is notified of the reason', async () => {
    await configure({ voiceUrl: '' });
    expect(await stand.ended(callIn())).toMatchObject({ status: 'failed' });
    expect(stand.carrier.ledger().faults).toMatchObject([{ code: 21402 }]);
  });

  test('can only call the account’s numbers, and only from a number', () => {
    expect(stand.carrier.control.ringNumber(CALLER, '+12125550199')).toBeUndefined();
    expect(stand.carrier.control.ringNumber('anybody', OWNED)).toBeUndefined();
  });
});

test('a device is called into a room through the REST interface', async () => {
  const anna = await duty('mem_anna');
  const participant = await stand.client
    .conferences('room_1')
    .participants.create({ from: OWNED, to: 'client:mem_anna', label: 'rep' });
  await anna.answer();
  await stand.status(participant.callSid, 'in-progress');
  await eventually(
    () => stand.carrier.ledger().conferences[0]?.participants[0]?.joinedAt !== undefined,
    'the device is in the room',
  );
});

test('the sandbox’s own interface can make a number ring', async () => {
  stand.application.twiml('/in', '<Hangup/>');
  const ring = (body: unknown) =>
    fetch(`${stand.carrier.url}/sandbox/ring`, { method: 'POST', body: JSON.stringify(body) });
  const { callSid } = (await (await ring({ from: CALLER, to: OWNED })).json()) as { callSid: string };
  expect(await stand.ended(callSid)).toMatchObject({ direction: 'inbound', from: CALLER, to: OWNED });
  expect((await ring({ from: CALLER, to: '+12125550199' })).status).toBe(400);
});
