import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallView } from '../../../shared/calls/contract.ts';
import { CallEvent } from '../../../worker/twilio/index.ts';
import { repeated } from '../../runs.ts';
import { ACall, dial, later, recorded, talking } from '../a-call.ts';
import { created, FakeCarrier, refused, timesOut } from '../fake-carrier.ts';
import { api, CUSTOMER, makeRep, makeWorkspace, type Rep, sid } from '../kit.ts';

let customerSid: string;
let carrier: FakeCarrier;
let rep: Rep;

beforeEach(async () => {
  carrier = new FakeCarrier();
  customerSid = sid('CA');
  carrier.onCreate = created(customerSid);
  rep = await makeRep();
});
afterEach(() => void vi.useRealTimers());

/** A call that is dialled, with the rep in the room. */
const entered = async (): Promise<ACall> => {
  const call = await ACall.dialled(rep);
  await call.connect();
  await call.toRoom(call.participant('participant-join', call.repSid, 1));
  await vi.waitFor(() => expect(carrier.rung(call.room)).toHaveLength(1));
  return call;
};

const answered = (): Promise<ACall> => talking(rep, carrier, customerSid);

describe('a customer', () => {
  test('is not rung until the rep is in the room, and then once', repeated(), async () => {
    const call = await ACall.dialled(rep);
    await call.connect();
    expect(carrier.rung()).toEqual([]);
    const join = call.participant('participant-join', call.repSid, 1);
    await Promise.all(Array.from({ length: 10 }, () => call.toRoom(join)));
    await vi.waitFor(() => expect(carrier.rung(call.room)).toHaveLength(1));
    const form = carrier.rung(call.room)[0]?.form;
    expect(Object.fromEntries(form ?? [])).toMatchObject({
      To: CUSTOMER,
      From: rep.workspace.numbers[0],
      Label: 'customer',
      EarlyMedia: 'true',
      EndConferenceOnExit: 'false',
      Timeout: '25',
      TimeLimit: '14400',
    });
    expect(form?.getAll('StatusCallbackEvent')).toEqual(['initiated', 'ringing', 'answered', 'completed']);
  });

  test('is not rung when the rep left before their arrival was reported', async () => {
    const call = await ACall.dialled(rep);
    await call.connect();
    await call.toRoom(call.participant('participant-leave', call.repSid, 2));
    await call.toRoom(call.participant('participant-join', call.repSid, 1));
    await later(call, 4000);
    await recorded(call, { phase: 'failed', endReason: 'network_error' });
    expect(carrier.rung(call.room)).toEqual([]);
  });

  test('is not rung when the rep hung up before entering', async () => {
    const call = await ACall.dialled(rep);
    await call.connect();
    await call.hangUp();
    await call.toRoom(call.participant('participant-join', call.repSid, 1));
    await vi.waitFor(() => expect(carrier.ended(call.repSid)).toBe(true));
    expect(carrier.rung(call.room)).toEqual([]);
  });
});

describe('a call', () => {
  test('rings when the customer’s phone rings', async () => {
    const call = await entered();
    await recorded(call, { phase: 'connecting' });
    await call.toCustomer(call.customer('ringing', customerSid, 1));
    await recorded(call, { phase: 'ringing', customerCallSid: CallEvent.shape.CallSid.parse(customerSid) });
  });

  test('is active from the moment the customer answers', async () => {
    const call = await entered();
    const at = Math.ceil(Date.now() / 1000) * 1000;
    await call.toCustomer(call.customer('in-progress', customerSid, 2, at));
    await recorded(call, { phase: 'active', answeredAt: at });
  });

  test('is recorded with its duration and end reason', async () => {
    const call = await entered();
    const at = Math.ceil(Date.now() / 1000) * 1000;
    await call.toCustomer(call.customer('in-progress', customerSid, 2, at));
    await call.toCustomer(call.customer('completed', customerSid, 3, at + 63_000));
    await recorded(call, {
      phase: 'ended',
      endReason: 'completed',
      endedBy: 'customer',
      endedAt: at + 63_000,
    });
    const { body } = await api<{ durationSeconds: number }>('GET', `/v1/calls/status/${customerSid}`, {
      token: rep.token,
    });
    expect(body.durationSeconds).toBe(63);
  });

  test.each([
    ['busy', '486', 'ended', 'busy'],
    ['no-answer', '487', 'ended', 'no_answer'],
    ['canceled', '487', 'ended', 'canceled'],
    ['busy', '603', 'ended', 'rejected'],
    ['failed', '404', 'failed', 'invalid_number'],
    ['failed', '503', 'failed', 'carrier_error'],
  ] as const)(
    'whose customer leg reports %s (SIP %s) is %s: %s, found by either leg’s SID [F023.1]',
    async (status, SipResponseCode, phase, endReason) => {
      const call = await entered();
      await call.toCustomer(call.customer(status, customerSid, 3, Date.now(), { SipResponseCode }));
      await recorded(call, { phase, endReason });
      for (const each of [customerSid, call.repSid]) {
        const answer = await api('GET', `/v1/calls/status/${each}`, { token: rep.token });
        expect(answer.body).toMatchObject({ callId: call.id, phase, endReason });
      }
    },
  );

  test('is not found by an unknown SID, or by another workspace [F023.2]', async () => {
    const call = await entered();
    const stranger = await makeRep(await makeWorkspace(), 'owner');
    for (const [by, leg] of [
      [rep, sid('CA')],
      [stranger, call.repSid],
      [stranger, customerSid],
    ] as const)
      expect((await api('GET', `/v1/calls/status/${leg}`, { token: by.token })).status).toBe(404);
  });

  test('is sent whole with its status to its own rep alone, as the socket sends it', async () => {
    const call = await answered();
    const statusFor = async ({ token }: Rep) =>
      (await api<{ phase: string; call?: CallView }>('GET', `/v1/calls/status/${customerSid}`, { token }))
        .body;
    const own = await statusFor(rep);
    expect(own.call).toMatchObject({ id: call.id, phase: 'active', wrapUpSeconds: expect.any(Number) });
    expect(own.call?.version).toBeGreaterThanOrEqual((await call.onRecord()).version);
    const colleague = await statusFor(await makeRep(rep.workspace));
    expect(colleague.phase).toBe('active');
    expect(colleague.call).toBeUndefined();
  });

  test('ends for the rep when the customer hangs up', async () => {
    const call = await answered();
    await call.toCustomer(call.customer('completed', customerSid, 4));
    await vi.waitFor(() => expect(carrier.ended(call.repSid)).toBe(true));
    await recorded(call, { phase: 'ended', endedBy: 'customer' });
    expect((await dial(rep)).status).toBe(200);
  });

  test('ends for the customer when the rep hangs up', async () => {
    const call = await answered();
    expect((await call.hangUp()).body.call).toMatchObject({ phase: 'ended', endedBy: 'rep' });
    await vi.waitFor(() => expect(carrier.ended(customerSid)).toBe(true));
    await vi.waitFor(() => expect(carrier.ended(call.repSid)).toBe(true));
    await recorded(call, { phase: 'ended', endReason: 'completed', endedBy: 'rep' });
  });

  test('cannot be hung up by anyone else', async () => {
    const call = await answered();
    const others = [await makeRep(rep.workspace, 'owner'), await makeRep(await makeWorkspace())];
    for (const other of others) expect((await call.hangUp(other)).status).toBe(404);
    expect(carrier.ended(customerSid)).toBe(false);
  });

  test('is hung up again later when the carrier refused to end it', async () => {
    const call = await answered();
    carrier.onCall = refused(20429, 429);
    await call.hangUp();
    await vi.waitFor(() => expect(carrier.ended(customerSid)).toBe(true));
    carrier.asked.length = 0;
    await later(call, 10_000);
    await vi.waitFor(() => expect(carrier.ended(customerSid)).toBe(true));
  });
});

describe('a rep who drops out', () => {
  test('leaves a customer on hold, who is released after 45 seconds', async () => {
    const call = await answered();
    await call.toRoom(call.participant('participant-leave', call.repSid, 5));
    await vi.waitFor(() => expect(carrier.held(customerSid)).toBe(true));
    await call.toRoom(call.participant('participant-hold', customerSid, 6));
    await recorded(call, { phase: 'active', onHold: true });
    await later(call, 44_000);
    expect(carrier.ended(customerSid)).toBe(false);
    await later(call, 2_000);
    await vi.waitFor(() => expect(carrier.parted(customerSid)).toContain('We will call you back.'));
    await later(call, 13_000);
    await vi.waitFor(() => expect(carrier.ended(customerSid)).toBe(true));
    await recorded(call, { phase: 'failed', endReason: 'network_error', endedBy: 'system' });
  });

  test('is not treated as lost after hanging up', async () => {
    const call = await answered();
    await call.hangUp();
    await call.toRoom(call.participant('participant-leave', call.repSid, 5));
    await later(call, 60_000);
    await recorded(call, { phase: 'ended', endedBy: 'rep' });
    expect(carrier.held(customerSid)).toBe(false);
  });

  test('has the ringing stopped at once if the customer has not answered', async () => {
    const call = await entered();
    await call.toCustomer(call.customer('ringing', customerSid, 1));
    await call.toRoom(call.participant('participant-leave', call.repSid, 5));
    await later(call, 4_000);
    await vi.waitFor(() => expect(carrier.ended(customerSid)).toBe(true));
  });

  test('before ever connecting leaves a call that rang nobody', async () => {
    const call = await ACall.dialled(rep);
    await later(call, 61_000);
    await recorded(call, { phase: 'failed', endReason: 'abandoned' });
    expect(carrier.asked).toEqual([]);
    expect((await dial(rep)).status).toBe(200);
  });
});

describe('creating the customer’s leg', () => {
  test('is never repeated when its outcome is unknown; the first webhook gives its SID', async () => {
    carrier.onCreate = timesOut;
    const call = await entered();
    await later(call, 20_000);
    expect(carrier.rung(call.room)).toHaveLength(1);
    await call.toCustomer(call.customer('ringing', customerSid, 1));
    await recorded(call, { phase: 'ringing' });
    await call.hangUp();
    await vi.waitFor(() => expect(carrier.ended(customerSid)).toBe(true));
    expect(carrier.rung(call.room)).toHaveLength(1);
  });

  test('fails the call when nothing more is heard of the leg, and a late ringing is stopped', async () => {
    carrier.onCreate = timesOut;
    const call = await entered();
    await later(call, 41_000);
    await recorded(call, { phase: 'failed', endReason: 'carrier_error' });
    await call.toCustomer(call.customer('ringing', customerSid, 1));
    await vi.waitFor(() => expect(carrier.ended(customerSid)).toBe(true));
    await recorded(call, { phase: 'failed' });
    expect(carrier.rung(call.room)).toHaveLength(1);
  });

  test.each([
    [21211, 'invalid_number'],
    [21215, 'blocked_compliance'],
    [20003, 'carrier_error'],
  ] as const)('that is refused with %i ends the call as %s', async (code, endReason) => {
    carrier.onCreate = refused(code);
    const call = await entered();
    await recorded(call, { phase: 'failed', endReason });
    await vi.waitFor(() => expect(carrier.ended(call.repSid)).toBe(true));
    expect(carrier.rung(call.room)).toHaveLength(1);
  });

  test('survives the loss of every webhook, because the carrier is asked', async () => {
    const call = await entered();
    carrier.onCall = ({ path }) =>
      Response.json({
        sid: path.includes(customerSid) ? customerSid : call.repSid,
        status: path.includes(customerSid) ? 'no-answer' : 'in-progress',
        end_time: new Date().toUTCString(),
      });
    await later(call, 46_000);
    await recorded(call, { phase: 'ended', endReason: 'no_answer' });
  });
});
