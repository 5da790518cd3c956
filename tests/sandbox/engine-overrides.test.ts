import { describe, expect, test } from 'vitest';
import { BUSY, playScene } from './engine-scene.ts';

const scene = playScene();
const never = () => new Promise<never>(() => {});
const attempts = (part: string) =>
  scene.stand.carrier
    .ledger()
    .webhooks.filter(({ url }) => url.includes(part))
    .map(webhook => webhook.attempts.map(({ outcome }) => outcome));

/** A device's call whose application is at this address. */
const callOf = async (address: string) => {
  scene.stand.application.twiml('/fallback', '<Hangup/>');
  scene.stand.carrier.control.setVoiceUrl(`AP${'c'.repeat(32)}`, scene.stand.hook(address));
  const device = await scene.connect();
  await device.frame('hangup');
  return scene.stand.received('/fallback')[0]?.params;
};

describe("connection overrides of an application's address", () => {
  test('a request without an answer within rt is repeated as rc and rp say, then the fallback is asked', async () => {
    scene.stand.application.answers.set('/slow', never);
    const fallback = await callOf('/slow#rc=2&rp=rt&rt=100&tt=5000');
    expect(attempts('/slow')).toEqual([['timeout', 'timeout', 'timeout']]);
    expect(fallback).toMatchObject({ ErrorCode: '11205', ErrorUrl: scene.stand.hook('/slow') });
  });

  test('all attempts together take no longer than tt, and exceeding it has an error code of its own', async () => {
    scene.stand.application.answers.set('/slow', never);
    const fallback = await callOf('/slow#rc=5&rp=all&rt=200&tt=500');
    // Of the six attempts rc allows, as many as fit: three, or fewer on a slow machine.
    const [tried = []] = attempts('/slow');
    expect(new Set(tried)).toEqual(new Set(['timeout']));
    expect(tried.length).toBeLessThanOrEqual(3);
    expect(fallback).toMatchObject({ ErrorCode: '11203' });
  });

  test('without overrides, a request that times out is not repeated', async () => {
    scene.stand.application.answers.set('/slow', never);
    await callOf('/slow#rt=100');
    expect(attempts('/slow')).toEqual([['timeout']]);
  });

  test.each([
    ['4xx', 404, '11200'],
    ['5xx', 503, '11200'],
  ])('%s is tried again where rp names it', async (policy, status, code) => {
    scene.stand.application.answers.set('/sick', { status, body: '' });
    const fallback = await callOf(`/sick#rc=1&rp=${policy}`);
    expect(attempts('/sick')).toEqual([[status, status]]);
    expect(fallback?.ErrorCode).toBe(code);
  });

  test('a second attempt that succeeds is used', async () => {
    let asked = 0;
    scene.stand.application.answers.set('/sick', () => {
      asked++;
      return asked === 1 ? { status: 500 } : { body: '<Response><Hangup/></Response>' };
    });
    expect(await callOf('/sick#rc=2&rp=5xx')).toBeUndefined();
    expect(attempts('/sick')).toEqual([[500, 200]]);
  });

  test('an unknown policy is an error, and nothing is requested', async () => {
    const fallback = await callOf('/voice#rp=sometimes');
    expect(fallback?.ErrorCode).toBe('11243');
    expect(scene.stand.received('/voice')).toEqual([]);
  });
});

test('a status callback that fails for good is lost, and the ledger says so', async () => {
  scene.stand.application.answers.set('/customer', { status: 500 });
  const statusCallback = scene.stand.hook('/customer#rc=5&rp=all&tt=15000');
  const { callSid } = await scene.addCustomer(BUSY, { statusCallback, statusCallbackEvent: undefined });
  await scene.stand.ended(callSid);
  expect(attempts('/customer')).toEqual([[500, 500, 500, 500, 500, 500]]);
  expect(scene.stand.carrier.ledger().faults).toMatchObject([{ code: 15003, callSid }]);
});
