import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { APP_SID, OWNED, type Stand, startStand } from './engine-stand.ts';

let stand: Stand;
beforeEach(async () => {
  stand = await startStand();
});
afterEach(() => stand.stop());

const refused = (code: number, status = 400) => expect.objectContaining({ code, status });

describe('numbers', () => {
  test('are listed, changed and read by the official client', async () => {
    const [number, ...others] = await stand.client.incomingPhoneNumbers.list();
    expect([number?.phoneNumber, others]).toEqual([OWNED, []]);
    const { sid } = await stand.client
      .incomingPhoneNumbers(number?.sid ?? '')
      .update({ friendlyName: 'Main', voiceUrl: stand.hook('/in'), voiceApplicationSid: APP_SID });
    expect(await stand.client.incomingPhoneNumbers(sid).fetch()).toMatchObject({
      friendlyName: 'Main',
      voiceUrl: stand.hook('/in'),
      voiceApplicationSid: APP_SID,
      capabilities: { voice: true },
    });
  });

  test('are found, bought, used as a caller ID and released', async () => {
    const search = () => stand.client.availablePhoneNumbers('US').local.list({ areaCode: 415, limit: 5 });
    const found = await search();
    expect(found).toHaveLength(5);
    expect(found.every(each => /^\+1415[2-9]\d{6}$/.test(each.phoneNumber))).toBe(true);
    const wanted = found[0]?.phoneNumber ?? '';
    const dial = () => stand.client.calls.create({ from: wanted, to: '+12125550111', twiml: '<Response/>' });
    await expect(dial()).rejects.toEqual(refused(21210));
    const bought = await stand.client.incomingPhoneNumbers.create({ phoneNumber: wanted });
    expect((await search()).map(each => each.phoneNumber)).not.toContain(wanted);
    await expect(stand.client.incomingPhoneNumbers.create({ phoneNumber: wanted })).rejects.toEqual(
      refused(21422),
    );
    const call = await dial();
    await stand.ended(call.sid);
    await stand.client.incomingPhoneNumbers(bought.sid).remove();
    await expect(stand.client.incomingPhoneNumbers(bought.sid).fetch()).rejects.toEqual(refused(20404, 404));
    await expect(dial()).rejects.toEqual(refused(21210));
  });

  test('of a country that requires an address say so, and are not sold without one', async () => {
    const { availablePhoneNumbers, incomingPhoneNumbers } = stand.client;
    for (const [country, begins, wants] of [
      ['DE', '+4930', 'local'],
      ['NL', '+3120', 'local'],
      ['GB', '+4420', 'any'],
    ] as const) {
      const found = await availablePhoneNumbers(country).local.list({ limit: 5 });
      expect(found.map(each => [each.phoneNumber.slice(0, 5), each.addressRequirements])).toEqual(
        Array.from({ length: 5 }, () => [begins, wants]),
      );
      const phoneNumber = found[0]?.phoneNumber ?? '';
      await expect(incomingPhoneNumbers.create({ phoneNumber })).rejects.toEqual(refused(21631));
      const without = await availablePhoneNumbers(country).local.list({ excludeAllAddressRequired: true });
      expect(without).toEqual([]);
      const withoutLocal = await availablePhoneNumbers(country).local.list({
        excludeLocalAddressRequired: true,
      });
      expect(withoutLocal.length > 0).toBe(wants !== 'local');
    }
    const [here] = await availablePhoneNumbers('US').local.list({
      excludeAllAddressRequired: true,
      limit: 1,
    });
    expect(here?.addressRequirements).toBe('none');
    await expect(availablePhoneNumbers('FR').local.list()).rejects.toEqual(refused(20404, 404));
  });

  test('are bought by their area code alone, as long as any are left', async () => {
    const buy = (areaCode: string) => stand.client.incomingPhoneNumbers.create({ areaCode });
    const [first, second] = [await buy('415'), await buy('415')];
    expect(first.phoneNumber).toMatch(/^\+1415[2-9]\d{6}$/);
    expect(second.phoneNumber).not.toBe(first.phoneNumber);
    await expect(buy('155')).rejects.toEqual(refused(21451));
    await expect(stand.client.incomingPhoneNumbers.create({})).rejects.toEqual(refused(21421));
  });

  test('can be toll-free, or contain given digits', async () => {
    const tollFree = await stand.client.availablePhoneNumbers('US').tollFree.list({ limit: 10 });
    expect(tollFree).toHaveLength(10);
    expect(tollFree.every(each => /^\+18(00|33|44|55|66|77|88)/.test(each.phoneNumber))).toBe(true);
    const with7 = await stand.client
      .availablePhoneNumbers('US')
      .local.list({ contains: '212***7', limit: 3 });
    expect(with7.length).toBeGreaterThan(0);
    expect(with7.every(each => /212\d\d\d7/.test(each.phoneNumber))).toBe(true);
  });

  test('that are wrong are refused with the carrier’s own code', async () => {
    const [number] = await stand.client.incomingPhoneNumbers.list();
    const sid = number?.sid ?? '';
    await expect(stand.client.incomingPhoneNumbers(sid).update({ voiceUrl: 'nowhere' })).rejects.toEqual(
      refused(21402),
    );
    await expect(
      stand.client.incomingPhoneNumbers(sid).update({ voiceApplicationSid: 'AP0' }),
    ).rejects.toEqual(refused(21218));
    await expect(stand.client.incomingPhoneNumbers.create({ phoneNumber: '415' })).rejects.toEqual(
      refused(21421),
    );
    expect(await stand.client.incomingPhoneNumbers.list()).toHaveLength(1);
  });
});

describe('applications', () => {
  test('are created, found by name, changed, used and deleted', async () => {
    const made = await stand.client.applications.create({
      friendlyName: 'Ringside',
      voiceUrl: stand.hook('/app'),
    });
    const named = await stand.client.applications.list({ friendlyName: 'Ringside' });
    expect(named.map(each => each.sid)).toContain(made.sid);
    await stand.client.applications(made.sid).update({ voiceUrl: stand.hook('/other') });
    stand.application.twiml('/other', '<Hangup/>');
    const call = await stand.client.calls.create({
      from: OWNED,
      to: '+12125550111',
      applicationSid: made.sid,
    });
    await stand.ended(call.sid);
    expect(stand.received('/other')).toHaveLength(1);
    await stand.client.applications(made.sid).remove();
    await expect(stand.client.applications(made.sid).fetch()).rejects.toEqual(refused(20404, 404));
    await expect(
      stand.client.calls.create({ from: OWNED, to: '+12125550111', applicationSid: made.sid }),
    ).rejects.toEqual(refused(21218));
  });
});
