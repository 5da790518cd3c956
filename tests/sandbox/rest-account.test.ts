import twilio from 'twilio';
import { afterEach, describe, expect, test } from 'vitest';
import type { CarrierOptions } from '../../sandbox/carrier/carrier.ts';
import { connectDevice } from './engine-device.ts';
import { ACCOUNT, eventually, OWNED, type Stand, startStand } from './engine-stand.ts';

const stands: Stand[] = [];
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  for (const each of stands.splice(0)) await each.stop();
});
const stand = async (options: Partial<CarrierOptions> = {}) => {
  const made = await startStand(options);
  made.application.twiml('/voice', '<Pause length="30"/>');
  stands.push(made);
  return made;
};
const SILENT = '+12125550111';
const call = (on: Stand, to = SILENT) => on.client.calls.create({ from: OWNED, to, url: on.hook('/voice') });

describe('calls per second', () => {
  test('are one by default: the others wait for their turn, and know how long', async () => {
    const on = await stand({ time: 'virtual', callsPerSecond: undefined });
    const made = await on.carrier.control.during(() => Promise.all([1, 2, 3].map(() => call(on))));
    await on.carrier.control.idle();
    const legs = made.map(({ sid }) => on.leg(sid));
    const rang = legs.map(leg => (leg?.ringingAt ?? 0) - (legs[0]?.ringingAt ?? 0)).sort((a, b) => a - b);
    expect(rang).toEqual([0, 1000, 2000]);
    const waits = await Promise.all(made.map(({ sid }) => on.client.calls(sid).fetch()));
    expect(waits.map(({ queueTime }) => Number(queueTime)).sort((a, b) => a - b)).toEqual([0, 1000, 2000]);
  });

  test('do not limit calls that a document dials', async () => {
    const on = await stand({ time: 'virtual', callsPerSecond: 0.01 });
    on.application.twiml('/voice', `<Dial>${SILENT}</Dial>`);
    const { sid } = await call(on);
    await on.carrier.control.idle();
    const child = on.carrier.ledger().legs.find(({ direction }) => direction === 'outbound-dial');
    expect((child?.ringingAt ?? 0) - (on.leg(sid)?.answeredAt ?? 0)).toBeLessThan(2000);
  });

  test('cancel a call whose turn would come after a day', async () => {
    const on = await stand({ time: 'virtual', callsPerSecond: 1 / 90_000 });
    const [, second] = await on.carrier.control.during(async () => [await call(on), await call(on)]);
    await on.carrier.control.idle();
    expect(on.leg(second?.sid ?? '')).toMatchObject({ status: 'canceled', ringingAt: undefined });
  });
});

describe('an account’s permissions', () => {
  test.each([
    ['unapproved', 2],
    ['individual', 3],
    ['trial', 5],
  ] as const)('an account that is %s has %i calls at once', async (plan, most) => {
    const on = await stand({ plan });
    if (plan === 'trial') await on.client.validationRequests.create({ phoneNumber: SILENT });
    const made = [];
    for (let n = 0; n < most; n++) made.push(await call(on));
    await expect(call(on)).rejects.toMatchObject({ status: 400, code: 10004 });
    const add = on.client.conferences('room').participants.create({ from: OWNED, to: SILENT });
    await expect(add).rejects.toMatchObject({ code: 10004 });
    await on.client.calls(made[0]?.sid ?? '').update({ status: 'completed' });
    await on.ended(made[0]?.sid ?? '');
    expect((await call(on)).status).toBe('queued');
  });

  test('on trial allow calls to verified numbers only', async () => {
    const on = await stand({ plan: 'trial' });
    expect(await on.client.api.v2010.accounts(ACCOUNT.sid).fetch()).toMatchObject({ type: 'Trial' });
    await expect(call(on)).rejects.toMatchObject({ status: 400, code: 21219 });
    const proof = await on.client.validationRequests.create({ phoneNumber: SILENT, friendlyName: 'Nadia' });
    expect(proof.validationCode).toMatch(/^\d{6}$/);
    expect((await call(on)).status).toBe('queued');
    await expect(on.client.validationRequests.create({ phoneNumber: SILENT })).rejects.toMatchObject({
      code: 21450,
    });
  });

  test('let a verified number be shown as the caller, until it is removed', async () => {
    const on = await stand();
    const from = '+14155550111';
    const dial = () => on.client.calls.create({ from, to: SILENT, url: on.hook('/voice') });
    await expect(dial()).rejects.toMatchObject({ code: 21210 });
    await on.client.validationRequests.create({ phoneNumber: from });
    const [listed] = await on.client.outgoingCallerIds.list({ phoneNumber: from });
    expect((await dial()).from).toBe(from);
    expect(await on.client.outgoingCallerIds(listed?.sid ?? '').remove()).toBe(true);
    await expect(dial()).rejects.toMatchObject({ code: 21210 });
  });
});

describe('keys', () => {
  test('open the interface and devices like the first key, until they are deleted', async () => {
    const on = await stand();
    const made = await on.client.newKeys.create({ friendlyName: 'second' });
    expect(made.sid).toMatch(/^SK/);
    const second = twilio(made.sid, made.secret, { accountSid: ACCOUNT.sid });
    second.api.baseUrl = on.carrier.url;
    expect((await second.keys.list()).map(({ friendlyName }) => friendlyName)).toEqual([
      'Ringside',
      'second',
    ]);
    const { AccessToken } = twilio.jwt;
    const token = new AccessToken(ACCOUNT.sid, made.sid, made.secret, { identity: 'mem_anna', ttl: 600 });
    token.addGrant(new AccessToken.VoiceGrant({ outgoingApplicationSid: `AP${'c'.repeat(32)}` }));
    const device = await connectDevice(on.carrier, {}, token.toJwt());
    closing.push(device.close);
    expect(await device.callSid()).toMatch(/^CA/);
    expect(await on.client.keys(made.sid).update({ friendlyName: 'third' })).toMatchObject({
      friendlyName: 'third',
    });
    expect(await on.client.keys(made.sid).remove()).toBe(true);
    await expect(second.keys.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  test('can be created at the newer address too', async () => {
    const on = await stand();
    on.client.iam.baseUrl = on.carrier.url;
    const made = await on.client.iam.v1.newApiKey.create({ accountSid: ACCOUNT.sid, friendlyName: 'new' });
    expect(made.secret.length).toBeGreaterThan(20);
    expect(await on.client.iam.v1.apiKey(made.sid).fetch()).toMatchObject({ friendlyName: 'new' });
  });
});

describe('look-ups of numbers and the account', () => {
  test('tell a number’s owner and kind, and whether it is valid', async () => {
    const on = await stand();
    on.client.lookups.baseUrl = on.carrier.url;
    const look = (number: string, fields?: string) =>
      on.client.lookups.v2.phoneNumbers(number).fetch({ fields });
    expect(await look('+12125550100', 'caller_name,line_type_intelligence')).toMatchObject({
      phoneNumber: '+12125550100',
      countryCode: 'US',
      nationalFormat: '(212) 555-0100',
      valid: true,
      callerName: { callerName: 'MARIA ALVAREZ' },
    });
    expect(await look('+442079460000')).toMatchObject({ countryCode: 'GB', valid: true, callerName: null });
    expect(await look('+12120000000')).toMatchObject({
      valid: false,
      validationErrors: ['INVALID_BUT_POSSIBLE'],
    });
  });

  test('read a national number in its country, and refuse data available for one country only elsewhere', async () => {
    const on = await stand();
    on.client.lookups.baseUrl = on.carrier.url;
    const look = (number: string, countryCode: string, fields?: string) =>
      on.client.lookups.v2.phoneNumbers(number).fetch({ countryCode, fields });
    expect(await look('030 901820', 'DE', 'caller_name,line_type_intelligence')).toMatchObject({
      phoneNumber: '+4930901820',
      countryCode: 'DE',
      nationalFormat: '030 901820',
      valid: true,
      callerName: { callerName: null, callerType: null, errorCode: 60607 },
      lineTypeIntelligence: { type: 'landline' },
    });
    expect(await look('+14165550100', 'US', 'caller_name')).toMatchObject({
      countryCode: 'CA',
      callerName: { errorCode: 60607 },
    });
    await expect(look('030 901820', 'XX')).rejects.toMatchObject({ status: 400 });
    await expect(look('+4930901820', 'DE', 'shoe_size')).rejects.toMatchObject({ status: 400 });
    for (const [number, error] of [
      ['+49', 'TOO_SHORT'],
      ['+493090182012345678901', 'TOO_LONG'],
      ['+9999999999', 'INVALID_COUNTRY_CODE'],
      ['nobody', 'NOT_A_NUMBER'],
    ] as const)
      expect(await look(number, 'DE')).toMatchObject({ valid: false, validationErrors: [error] });
  });

  test.each([
    ['business', 'RN6433641899984f951173ef1738c3bdd0', 'Primary Customer Profile of type Business'],
    // Never the SID of another policy: RN806dd6cd175f314e1f96a9727ee271f4 is a business's starter profile.
    ['individual', `RN${'1d'.repeat(16)}`, 'Primary Customer Profile of type Individual'],
  ] as const)('a profile of the %s plan has a policy of that name', async (plan, sid, name) => {
    const on = await stand({ plan });
    on.client.trusthub.baseUrl = on.carrier.url;
    const [profile] = await on.client.trusthub.v1.customerProfiles.list({ status: 'twilio-approved' });
    expect(profile?.policySid).toBe(sid);
    expect((await on.client.trusthub.v1.policies(sid).fetch()).friendlyName).toBe(name);
  });

  test('show the account, the list of accounts and the balance', async () => {
    const on = await stand();
    expect(await on.client.api.v2010.accounts.list()).toMatchObject([{ sid: ACCOUNT.sid, type: 'Full' }]);
    expect(await on.client.balance.fetch()).toMatchObject({ currency: 'USD' });
  });
});

describe('messages to and from a device', () => {
  test('go both ways while its call is live', async () => {
    const on = await stand();
    on.application.twiml('/voice', '<Say>Hi</Say><Pause length="30"/>');
    const device = await connectDevice(on.carrier, {});
    closing.push(device.close);
    const sid = await device.callSid();
    await on.client.calls(sid).userDefinedMessageSubscriptions.create({ callback: on.hook('/said') });
    await device.tell({ mood: 'good' }, `KX${'1'.repeat(32)}`);
    await device.frame('ack');
    await eventually(() => on.received('/said').length === 1, 'the application is told');
    expect(on.received('/said')[0]?.params).toMatchObject({
      CallSid: sid,
      Content: '{"mood":"good"}',
      SequenceNumber: '1',
    });
    await on.client.calls(sid).userDefinedMessages.create({ content: JSON.stringify({ note: 'smile' }) });
    expect((await device.frame('message')).payload).toMatchObject({
      callsid: sid,
      content: { note: 'smile' },
    });
    const nobody = await call(on);
    const send = on.client.calls(nobody.sid).userDefinedMessages.create({ content: '{}' });
    await expect(send).rejects.toMatchObject({ status: 400, code: 20001 });
  });
});
