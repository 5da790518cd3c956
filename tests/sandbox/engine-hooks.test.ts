import { describe, expect, test } from 'vitest';
import { writeWav } from '../../sandbox/carrier/media/wav.ts';
import { httpWire } from '../../sandbox/carrier/webhooks/deliver.ts';
import { BUSY, NOBODY, playScene, SILENT } from './engine-scene.ts';
import { OWNED } from './engine-stand.ts';

const scene = playScene();

describe('webhooks', () => {
  test('are signed, numbered from zero and carry a token each', async () => {
    await scene.enterRoom();
    const customer = await scene.addCustomer(SILENT);
    await scene.stand.status(customer.callSid, 'in-progress');
    scene.stand.carrier.control.hangUpAsPerson(customer.callSid);
    await scene.stand.ended(customer.callSid);
    expect(scene.said()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(scene.stand.received('/customer').map(({ params }) => params.SequenceNumber)).toEqual([
      '0',
      '1',
      '2',
      '3',
    ]);
    expect(scene.stand.application.received.every(({ isSigned }) => isSigned)).toBe(true);
    const tokens = scene.stand.application.received.map(
      ({ headers }) => headers['i-twilio-idempotency-token'],
    );
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(scene.stand.received('/customer').at(-1)?.params).toMatchObject({
      CallbackSource: 'call-progress-events',
      CallDuration: '1',
      SipResponseCode: '200',
      To: SILENT,
      From: OWNED,
    });
  });

  test('are signed over their query, and not over their fragment', async () => {
    const { callSid } = await scene.addCustomer(SILENT, {
      statusCallback: scene.stand.hook('/customer?a=1&b=%20#rc=2'),
    });
    await scene.stand.status(callSid, 'in-progress');
    await scene.stand.carrier.control.webhooksSettled();
    expect(scene.stand.received('/customer?a=1&b=%20')).toHaveLength(3);
    expect(scene.stand.application.received.every(({ isSigned }) => isSigned)).toBe(true);
  });

  test('of one call wait for each other', async () => {
    const order: string[] = [];
    scene.stand.application.answers.set('/customer', async () => {
      order.push('in');
      await new Promise(resolve => setImmediate(resolve));
      order.push('out');
      return { status: 204 };
    });
    const { callSid } = await scene.addCustomer(BUSY);
    await scene.stand.ended(callSid);
    expect(order).toEqual(['in', 'out', 'in', 'out']);
  });

  test('report only the end when no events are named', async () => {
    const { callSid } = await scene.addCustomer(BUSY, { statusCallbackEvent: undefined });
    await scene.stand.ended(callSid);
    expect(scene.said()).toEqual(['busy']);
  });

  test('are tried once more when nothing listens, and the ledger records it', async () => {
    const { callSid } = await scene.addCustomer(BUSY, {
      statusCallback: 'http://127.0.0.1:9/gone',
      statusCallbackEvent: undefined,
    });
    await scene.stand.ended(callSid);
    const gone = scene.stand.carrier.ledger().webhooks.find(({ url }) => url.endsWith('/gone'));
    expect(gone?.attempts.map(({ outcome }) => outcome)).toEqual(['connection', 'connection']);
  });

  test('are not tried again after an error response, unless the address asks for it', async () => {
    scene.stand.application.answers.set('/customer', { status: 500 });
    scene.stand.application.answers.set('/patient', { status: 500 });
    await scene.stand.ended((await scene.addCustomer(BUSY, { statusCallbackEvent: undefined })).callSid);
    const asking = {
      statusCallbackEvent: undefined,
      statusCallback: scene.stand.hook('/patient#rc=2&rp=5xx'),
    };
    await scene.stand.ended((await scene.addCustomer(BUSY, asking)).callSid);
    expect(scene.stand.received('/customer')).toHaveLength(1);
    const patient = scene.stand
      .received('/patient')
      .map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(patient).toHaveLength(3);
    expect(new Set(patient).size).toBe(1);
  });
});

describe('an answer', () => {
  const url = (path: string) => scene.stand.hook(path);
  const end = async (more: object) =>
    scene.stand.ended((await scene.stand.client.calls.create({ to: SILENT, from: OWNED, ...more })).sid);
  const lead = (path: string, status: number, location: string) =>
    scene.stand.application.answers.set(path, { status, headers: { location } });

  test.each([
    [301, 'GET'],
    [302, 'GET'],
    [303, 'GET'],
    [307, 'POST'],
  ])('that redirects with %i is followed with %s, signed for where it leads', async (status, method) => {
    lead('/voice', status, '/further?a=1');
    lead('/further', status, url('/there'));
    scene.stand.application.twiml('/there', '<Hangup/>');
    const leg = await end({ url: url('/voice') });
    expect(leg).toMatchObject({ status: 'completed' });
    expect(scene.stand.carrier.ledger().faults).toEqual([]);
    expect(scene.stand.received('/further?a=1')).toMatchObject([{ method, isSigned: true }]);
    const [there] = scene.stand.received('/there');
    expect(there).toMatchObject({ method, isSigned: true });
    expect(there?.params.CallSid).toBe(method === 'POST' ? leg.sid : undefined);
  });

  test.each([
    ['in a circle', 302, '/voice', 11215],
    ['with a status Twilio does not follow', 308, '/there', 11216],
    ['to an invalid address', 302, 'ftp://there', 11216],
  ])('that redirects %s is none', async (_how, status, location, code) => {
    lead('/voice', status, location);
    await end({ url: url('/voice') });
    expect(scene.stand.carrier.ledger().faults).toMatchObject([{ code }]);
  });

  test('that is text is read out, an answer that is audio is played, and then the call ends', async () => {
    scene.stand.application.answers.set('/text', { type: 'text/plain; charset=utf-8', body: 'Good morning' });
    const text = await end({ url: url('/text') });
    expect(text).toMatchObject({ status: 'completed', endedBy: 'carrier' });
    expect(text.heard.energy).toBeGreaterThan(0.1);
    scene.stand.application.answers.set('/sound', {
      type: 'audio/wav',
      body: writeWav([Int16Array.from({ length: 4000 }, (_, n) => (n % 20 < 10 ? 8000 : -8000))]),
    });
    const sound = await end({ url: url('/sound') });
    expect(sound).toMatchObject({ status: 'completed', endedBy: 'carrier' });
    expect(sound.heard.energy).toBeGreaterThan(0.1);
    expect(scene.stand.carrier.ledger().faults).toEqual([]);
  });
});

describe('faults on the wire', () => {
  test('a lost delivery is in the ledger and nowhere else', async () => {
    await scene.restart({
      wire: async (request, timeoutMs) =>
        request.url.endsWith('/customer') ? { fault: 'timeout' } : httpWire(request, timeoutMs),
    });
    const { callSid } = await scene.addCustomer(BUSY);
    await scene.stand.ended(callSid);
    expect(scene.said()).toEqual([]);
    const lost = scene.stand.carrier.ledger().webhooks.filter(({ kind }) => kind === 'call');
    expect(lost.map(({ params, attempts }) => [params.CallStatus, attempts[0]?.outcome])).toEqual([
      ['initiated', 'timeout'],
      ['busy', 'timeout'],
    ]);
  });
});

describe('the rules of the network', () => {
  test('a call whose application refuses it never reaches a telephone', async () => {
    scene.stand.application.twiml('/voice', '<Hangup/>');
    const device = await scene.connect({ ticket: 'stale' });
    await device.frame('hangup');
    expect(scene.stand.carrier.ledger().legs.filter(leg => leg.kind === 'pstn')).toEqual([]);
  });

  test('a time limit ends a call that runs longer', async () => {
    const { callSid } = await scene.addCustomer(SILENT, { timeLimit: 1 });
    expect(await scene.stand.ended(callSid)).toMatchObject({
      status: 'completed',
      endedBy: 'carrier',
      seconds: 1,
    });
  });

  test('a customer who is dialled while the rep leaves keeps ringing until told otherwise', async () => {
    const rep = await scene.enterRoom();
    const customer = await scene.addCustomer(NOBODY);
    await scene.stand.status(customer.callSid, 'ringing');
    await rep.device.hangUp();
    await scene.stand.ended(rep.sid);
    expect(scene.stand.leg(customer.callSid)?.status).toBe('ringing');
    await scene.stand.client.calls(customer.callSid).update({ status: 'completed' });
    expect((await scene.stand.ended(customer.callSid)).status).toBe('canceled');
    expect(scene.said()).toEqual(['initiated', 'ringing', 'canceled']);
  });
});
