import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { repeated } from '../../runs.ts';
import { ACall } from '../a-call.ts';
import { FakeCarrier } from '../fake-carrier.ts';
import {
  CUSTOMER,
  type Form,
  makeRep,
  makeWorkspace,
  ORIGIN,
  postForm,
  type Rep,
  sid,
  sign,
  webhook,
} from '../kit.ts';

const HANGUP = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>';

let carrier: FakeCarrier;
let rep: Rep;
let call: ACall;

beforeEach(async () => {
  vi.useRealTimers();
  carrier = new FakeCarrier();
  rep = await makeRep();
  call = await ACall.dialled(rep);
});

describe('a device that connects', () => {
  test('with its ticket enters the room', async () => {
    const callback = `${ORIGIN}/webhooks/${rep.workspace.webhookKey}/calls/${call.id}/room#rc=5&amp;rp=all&amp;tt=15000`;
    expect(await call.connect()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Dial timeLimit="14400"><Conference beep="false" ' +
        'startConferenceOnEnter="true" endConferenceOnExit="false" waitUrl="" participantLabel="rep1" ' +
        `statusCallback="${callback}" statusCallbackEvent="start end join leave mute hold announcement">${call.room}` +
        '</Conference></Dial></Response>',
    );
    expect(carrier.rung()).toEqual([]);
  });

  test('gets the same answer when its webhook is repeated', async () => {
    expect(await call.connect()).toBe(await call.connect());
  });

  test.each([
    ['without a ticket', { ticket: '' }],
    ['with a made-up ticket', { ticket: `call_${'0'.repeat(26)}.${'0'.repeat(26)}` }],
    ['with half a ticket', { ticket: 'call_' }],
    ['with a ticket and a number to dial instead', { ticket: '', To: '+19005551234' }],
  ])('%s is hung up', async (_, over) => {
    expect(await call.connect(over)).toBe(HANGUP);
  });

  test('with another secret for the right call is hung up', async () => {
    expect(await call.connect({ ticket: `${call.id}.${'0'.repeat(26)}` })).toBe(HANGUP);
  });

  test('as another rep is hung up, and the ticket stays good', async () => {
    const mate = await makeRep(rep.workspace);
    expect(await call.connect({ From: `client:${mate.memberId}` })).toBe(HANGUP);
    expect(await call.connect()).toContain(call.room);
  });

  test('with a used ticket is hung up', async () => {
    await call.connect();
    expect(await call.connect({ CallSid: sid('CA') })).toBe(HANGUP);
  });

  test('with a ticket older than a minute is hung up', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_001 });
    expect(await call.connect()).toBe(HANGUP);
  });

  test('without a ticket, or with a used, foreign or old one, is hung up, and nobody rings [F020.3]', async () => {
    const mate = await makeRep(rep.workspace);
    const foreign = await ACall.dialled(await makeRep());
    expect(await call.connect({ ticket: '' })).toBe(HANGUP);
    expect(await call.connect({ ticket: foreign.ticket })).toBe(HANGUP);
    expect(await call.connect({ From: `client:${mate.memberId}` })).toBe(HANGUP);
    await call.connect();
    expect(await call.connect({ CallSid: sid('CA') })).toBe(HANGUP);
    const late = await ACall.dialled(mate);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_001 });
    expect(await late.connect()).toBe(HANGUP);
    expect(carrier.rung()).toEqual([]);
  });

  test('and sends a number along still calls the number behind its ticket [F020.4]', async () => {
    await call.connect({ To: '+19005551234', number: '+19005551234' });
    await call.toRoom(call.participant('participant-join', call.repSid, 1));
    await vi.waitFor(() => expect(carrier.rung().map(({ form }) => form.get('To'))).toEqual([CUSTOMER]));
  });

  test('after the rep hung up is hung up', async () => {
    await call.hangUp();
    expect(await call.connect()).toBe(HANGUP);
  });

  test('many times at once with one ticket enters the room once', repeated(), async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => call.connect({ CallSid: sid('CA') })));
    expect(answers.filter(each => each !== HANGUP)).toHaveLength(1);
  });
});

/** Everything recorded of a call, to assert that nothing changed. */
const everything = async (): Promise<unknown> => {
  const row = await env.DB.prepare('select * from call where id = ?').bind(call.id).first();
  return { row, asked: carrier.asked.length };
};

describe('a webhook changes nothing when', () => {
  let path: string;
  let form: Form;

  beforeEach(async () => {
    await call.connect();
    await call.toRoom(call.participant('participant-join', call.repSid, 1));
    await vi.waitFor(() => expect(carrier.rung(call.room)).toHaveLength(1));
    await vi.waitFor(async () => expect((await call.onRecord()).customerCallSid).toBeDefined());
    const customer = (await call.onRecord()).customerCallSid ?? '';
    path = `/webhooks/${rep.workspace.webhookKey}/calls/${call.id}/customer`;
    form = {
      AccountSid: rep.workspace.accountSid,
      ...call.customer('busy', customer, 3, undefined, { SipResponseCode: '486' }),
    };
  });

  const body = (over: Form = {}) => new URLSearchParams({ ...form, ...over }).toString();
  const refusedWithoutEffect = async (status: number, send: () => Promise<{ status: number }>) => {
    const before = await everything();
    expect((await send()).status).toBe(status);
    expect(await everything()).toEqual(before);
    expect((await call.onRecord()).phase).toBe('connecting');
  };

  test('it is not signed', () => refusedWithoutEffect(403, () => postForm(path, body(), '')));

  test('its signature is wrong', () =>
    refusedWithoutEffect(403, async () =>
      postForm(path, body(), await sign(ORIGIN + path, form, 'other token')),
    ));

  test('it is signed for another address', () =>
    refusedWithoutEffect(403, async () => postForm(path, body(), await sign(`${ORIGIN}${path}/`, form))));

  test('one value was changed after signing', () =>
    refusedWithoutEffect(403, async () =>
      postForm(path, body({ CallStatus: 'completed' }), await sign(ORIGIN + path, form)),
    ));

  test('a name comes twice', () =>
    refusedWithoutEffect(403, async () =>
      postForm(path, `${body()}&CallStatus=busy`, await sign(ORIGIN + path, form)),
    ));

  test('names and values were re-split under the same signature', async () => {
    const signature = await sign(ORIGIN + path, form);
    const names = Object.keys(form).sort();
    const text = names.map(name => name + form[name]);
    let tried = 0;
    for (const [index, name] of names.entries()) {
      const run = text[index] ?? '';
      for (let cut = 1; cut < run.length; cut += 1) {
        if (cut === name.length) continue;
        const { [name]: _, ...rest } = form;
        const forged = { ...rest, [run.slice(0, cut)]: run.slice(cut) };
        const before = await everything();
        await postForm(path, new URLSearchParams(forged).toString(), signature);
        expect(await everything()).toEqual(before);
        tried += 1;
      }
      // A value that absorbs the next name and value completely.
      const next = names[index + 1];
      if (next === undefined) continue;
      const { [name]: value = '', [next]: swallowed = '', ...rest } = form;
      const before = await everything();
      await postForm(
        path,
        new URLSearchParams({ ...rest, [name]: value + next + swallowed }).toString(),
        signature,
      );
      expect(await everything()).toEqual(before);
      tried += 1;
    }
    expect(tried).toBeGreaterThan(150);
    expect((await call.onRecord()).phase).toBe('connecting');
  });

  test('it comes from a foreign account', async () => {
    const foreign = { ...form, AccountSid: `AC${'f'.repeat(32)}` };
    await refusedWithoutEffect(403, async () =>
      postForm(path, new URLSearchParams(foreign).toString(), await sign(ORIGIN + path, foreign)),
    );
  });

  test('its key is unknown', () =>
    refusedWithoutEffect(404, () =>
      webhook({ ...rep.workspace, webhookKey: '0'.repeat(26) }, `calls/${call.id}/customer`, form),
    ));

  test('its key is another workspace’s', async () => {
    const other = await makeWorkspace();
    await refusedWithoutEffect(204, () => webhook(other, `calls/${call.id}/customer`, form));
  });

  test('it names an unknown leg', () =>
    refusedWithoutEffect(204, () => call.toCustomer({ ...form, CallSid: sid('CA') })));

  test('it names the leg with another number', () =>
    refusedWithoutEffect(204, () => call.toCustomer({ ...form, To: '+12125550106' })));

  test('it reports the rep’s leg as the customer’s', () =>
    refusedWithoutEffect(204, () => call.toCustomer({ ...form, CallSid: call.repSid })));

  test('it names a room that is not this call’s', () =>
    refusedWithoutEffect(204, () =>
      call.toRoom({
        ...call.participant('participant-leave', call.repSid, 9),
        FriendlyName: `room_${'0'.repeat(26)}`,
      }),
    ));

  test('it names a call that was never opened', () =>
    refusedWithoutEffect(204, () => webhook(rep.workspace, `calls/call_${'0'.repeat(26)}/customer`, form)));

  test('a field has the wrong shape', async () => {
    const wrong: Form[] = [
      { CallSid: 'CA1' },
      { SequenceNumber: '-1' },
      { CallStatus: 'gone' },
      { To: '911' },
    ];
    for (const over of wrong) await refusedWithoutEffect(400, () => call.toCustomer({ ...form, ...over }));
  });

  test('it is an event that is not used, which is accepted all the same', () =>
    refusedWithoutEffect(204, () =>
      call.toRoom({
        ConferenceSid: call.conferenceSid,
        FriendlyName: call.room,
        StatusCallbackEvent: 'conference-start',
        SequenceNumber: '0',
      }),
    ));

  test('only if it is not genuine: a genuine webhook updates the row', async () => {
    expect((await call.toCustomer(form)).status).toBe(204);
    await vi.waitFor(async () =>
      expect(await call.onRecord()).toMatchObject({ phase: 'ended', endReason: 'busy' }),
    );
  });
});
