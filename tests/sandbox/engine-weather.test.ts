import { describe, expect, test } from 'vitest';
import { BUSY, playScene, SILENT } from './engine-scene.ts';
import { eventually } from './engine-stand.ts';

const scene = playScene();
const control = () => scene.stand.carrier.control;
const statuses = () => scene.said().join(' ');
/** A call of a customer alone, from the dial to the end. */
const wholeCall = async () => {
  const { callSid } = await scene.addCustomer(SILENT);
  await scene.stand.status(callSid, 'in-progress');
  control().hangUpAsPerson(callSid);
  await scene.stand.ended(callSid);
  return callSid;
};

describe('aimed at webhooks', () => {
  test('the report of a customer’s end is lost once, and the ledger records it', async () => {
    const aimed = control().faultWebhook({ on: { event: 'completed', leg: 'pstn' }, does: { act: 'drop' } });
    await wholeCall();
    expect(statuses()).toBe('initiated ringing in-progress');
    expect(aimed.struck()).toBe(1);
    const lost = scene.stand.carrier.ledger().webhooks.filter(({ acts }) => acts.includes('drop'));
    expect(lost).toMatchObject([{ event: 'completed', attempts: [{ outcome: 'timeout' }] }]);
    await wholeCall();
    expect(statuses()).toBe('initiated ringing in-progress initiated ringing in-progress completed');
  });

  test('every event arrives twice, under one token', async () => {
    control().faultWebhook({ on: { kind: 'call' }, does: { act: 'double' }, times: 'always' });
    await wholeCall();
    expect(scene.said()).toHaveLength(8);
    const tokens = scene.stand
      .received('/customer')
      .map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(new Set(tokens).size).toBe(4);
    expect(scene.stand.received('/customer').every(({ isSigned }) => isSigned)).toBe(true);
  });

  test('an event is held back until another has arrived', async () => {
    control().faultWebhook({
      on: { event: 'answered' },
      does: { act: 'hold', until: { event: 'completed' } },
    });
    await wholeCall();
    await eventually(() => scene.said().length === 4, 'what was held arrives');
    expect(statuses()).toBe('initiated ringing completed in-progress');
  });

  test('events held back are sent on the control’s command', async () => {
    control().faultWebhook({
      on: { event: 'completed' },
      does: { act: 'hold', until: { event: 'never' } },
    });
    await wholeCall();
    expect(statuses()).toBe('initiated ringing in-progress');
    control().releaseWebhooks();
    await eventually(() => scene.said().length === 4, 'what was held arrives');
  });

  test.each([
    ['a value changed on the way', 'corrupt'],
    ['the token of another account', 'wrongSignature'],
  ] as const)('%s breaks the signature', async (_what, act) => {
    control().faultWebhook({ on: { event: 'completed' }, does: { act } });
    await wholeCall();
    expect(scene.stand.received('/customer').map(({ isSigned }) => isSigned)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test('a webhook whose answer is lost is sent again if the address asks for it', async () => {
    control().faultWebhook({ on: { event: 'completed' }, does: { act: 'loseAnswer' } });
    const asking = {
      statusCallback: scene.stand.hook('/customer#rc=1&rp=rt'),
      statusCallbackEvent: undefined,
    };
    await scene.stand.ended((await scene.addCustomer(BUSY, asking)).callSid);
    const received = scene.stand.received('/customer');
    expect(received).toHaveLength(2);
    expect(new Set(received.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
  });

  test('a document that cannot be fetched is replaced by the fallback', async () => {
    control().faultWebhook({ on: { kind: 'twiml' }, does: { act: 'answer', status: 502 } });
    scene.stand.application.twiml('/fallback', '<Hangup/>');
    const device = await scene.connect();
    await device.frame('hangup');
    expect(scene.stand.received('/voice')).toEqual([]);
    expect(scene.stand.received('/fallback')[0]?.params).toMatchObject({ ErrorCode: '11200' });
  });
});

describe('seeded', () => {
  const PLAN = { webhooks: { drop: 0.3, double: 0.3, reorder: 0.2 } };
  const run = async (seed: number) => {
    control().faults({ seed, ...PLAN });
    const before = scene.stand.carrier.ledger().webhooks.length;
    for (let n = 0; n < 4; n++) await scene.stand.ended((await scene.addCustomer(BUSY)).callSid);
    control().calm();
    await control().webhooksSettled();
    return scene.stand.carrier
      .ledger()
      .webhooks.slice(before)
      .map(({ event, acts }) => [event, ...acts].join(' '))
      .sort();
  };

  test('the same seed affects the same webhooks, another seed others', async () => {
    const first = await run(7);
    expect(first.some(line => line.includes('drop'))).toBe(true);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  test('a plan that cannot be read is refused', () => {
    expect(() => control().faults({ webhooks: { drop: 2 } })).toThrow();
  });
});

describe('aimed at requests', () => {
  test.each([
    [429, 20429],
    [500, 20500],
    [503, 20503],
  ] as const)('one is refused with %i and without effect', async (status, code) => {
    control().faultRequest({ on: { path: '/Participants' }, does: { act: 'refuse', status } });
    await expect(scene.addCustomer(SILENT)).rejects.toMatchObject({ status, code });
    expect(scene.stand.carrier.ledger().legs).toEqual([]);
    await expect(scene.addCustomer(SILENT)).resolves.toMatchObject({ status: 'queued' });
  });

  const impatient = (path: string) =>
    fetch(`${scene.stand.carrier.url}${path}`, { method: 'POST', signal: AbortSignal.timeout(150) });
  const PATH = '/2010-04-01/Accounts/AC/Calls.json';

  test('a request gets no answer, and was not carried out', async () => {
    control().faultRequest({ on: { method: 'POST' }, does: { act: 'timeoutBefore' } });
    await expect(impatient(PATH)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(scene.stand.carrier.ledger().requests).toMatchObject([
      { act: 'timeoutBefore', status: undefined },
    ]);
  });

  test.each(['timeoutAfter', 'cutAfter'] as const)('a request is carried out unanswered: %s', async act => {
    control().faultRequest({ on: { path: '/Participants' }, does: { act } });
    const made = scene.addCustomer(SILENT, {}).catch((thrown: unknown) => thrown);
    const leg = await eventually(() => scene.stand.carrier.ledger().legs[0], 'the customer is called');
    await scene.stand.status(leg.sid, 'in-progress');
    await eventually(() => scene.said().includes('ringing'), 'the application is told');
    if (act === 'cutAfter') expect(await made).toBeInstanceOf(Error);
  });
});

describe('the carrier goes dark', () => {
  test('requests and devices are cut off, calls continue, and webhooks come afterwards', async () => {
    const rep = await scene.enterRoom();
    const customer = await scene.addCustomer(SILENT);
    await scene.stand.status(customer.callSid, 'in-progress');
    await control().webhooksSettled();
    control().down();
    await expect(scene.stand.client.calls(customer.callSid).fetch()).rejects.toThrow();
    await expect(scene.connect()).rejects.toThrow();
    control().hangUpAsPerson(customer.callSid);
    expect(statuses()).toBe('initiated ringing in-progress');
    expect(scene.stand.leg(rep.sid)).toBeDefined();
    control().up();
    await scene.stand.ended(customer.callSid);
    expect(statuses()).toBe('initiated ringing in-progress completed');
    await expect(scene.stand.client.calls(customer.callSid).fetch()).resolves.toMatchObject({
      status: 'completed',
    });
  });

  test('webhooks are lost if the outage includes them', async () => {
    const customer = await scene.addCustomer(SILENT);
    await scene.stand.status(customer.callSid, 'in-progress');
    await control().webhooksSettled();
    control().down({ webhooks: 'lost' });
    control().hangUpAsPerson(customer.callSid);
    await scene.stand.ended(customer.callSid);
    control().up();
    expect(statuses()).toBe('initiated ringing in-progress');
  });

  test('the sandbox’s own interface stays available, to pages of this machine only', async () => {
    const door = (path: string, init: RequestInit = {}) =>
      fetch(`${scene.stand.carrier.url}/sandbox/${path}`, { method: 'POST', ...init });
    expect((await door('down')).status).toBe(200);
    await expect(scene.stand.client.calls.list()).rejects.toThrow();
    expect((await door('up', { headers: { origin: 'https://evil.example' } })).status).toBe(404);
    expect((await door('up')).status).toBe(200);
    await expect(scene.stand.client.calls.list()).resolves.toEqual([]);
    expect((await door('faults', { body: '{"webhooks":{"drop":7}}' })).status).toBe(400);
    expect((await door('faults', { body: '{"seed":3,"webhooks":{"drop":1}}' })).status).toBe(200);
  });
});
