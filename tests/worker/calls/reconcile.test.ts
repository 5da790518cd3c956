import { abortAllDurableObjects } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ACall, later, recorded, rfc2822, talking } from '../a-call.ts';
import { opened } from '../a-socket.ts';
import { created, FakeCarrier, finds, refused, timesOut } from '../fake-carrier.ts';
import { makeRep, type Rep, sid } from '../kit.ts';

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

type Leg = { readonly status: string; readonly end_time?: string; readonly duration?: string };

/** The legs as the carrier reports them: the customer's as given, the rep's in progress. */
const legsAre = (customer: Leg) => {
  carrier.onCall = ({ path }) =>
    path.includes(customerSid)
      ? Response.json({ sid: customerSid, start_time: null, end_time: null, ...customer })
      : Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
};

describe('a call that ends while every webhook is lost', () => {
  test('is on record as over within a minute, with the carrier’s times', async () => {
    const call = await talking(rep, carrier, customerSid);
    const endedAt = Math.ceil(Date.now() / 1000) * 1000 + 5_000;
    legsAre({ status: 'completed', end_time: rfc2822(endedAt), duration: '4' });
    await later(call, 48_000);
    await recorded(call, { phase: 'ended', endReason: 'completed', endedAt });
    await vi.waitFor(() => expect(carrier.ended(call.repSid)).toBe(true));
  });

  test('is found to be over even if the first request to the carrier failed', async () => {
    const call = await talking(rep, carrier, customerSid);
    carrier.onCall = refused(20_500, 503);
    await later(call, 47_000);
    await recorded(call, { phase: 'active' });
    legsAre({ status: 'completed', end_time: rfc2822(Date.now()) });
    await later(call, 9_000);
    await recorded(call, { phase: 'ended' });
  });

  test('has the right talk time even if no webhook reported the answer', async () => {
    const call = await ACall.dialled(rep);
    await call.connect();
    await call.toRoom(call.participant('participant-join', call.repSid, 1));
    await recorded(call, { phase: 'connecting', customerCallSid: customerSid as never });
    const endedAt = Math.ceil(Date.now() / 1000) * 1000 + 40_000;
    legsAre({ status: 'completed', end_time: rfc2822(endedAt), duration: '21' });
    await later(call, 47_000);
    await recorded(call, { phase: 'ended', endedAt, answeredAt: endedAt - 21_000 });
  });

  test('is over too when the carrier no longer knows it', async () => {
    const call = await talking(rep, carrier, customerSid);
    carrier.onCall = refused(20_404, 404);
    await later(call, 47_000);
    await recorded(call, { phase: 'failed', endReason: 'carrier_error' });
  });
});

describe('a call in progress', () => {
  test('stays as it is, however often the carrier is asked; the time of the answer does not change', async () => {
    const call = await talking(rep, carrier, customerSid);
    const { answeredAt } = await call.onRecord();
    legsAre({ status: 'in-progress' });
    for (let turn = 0; turn < 4; turn += 1) await later(call, 46_000);
    await recorded(call, { phase: 'active', answeredAt });
    const asked = carrier.asked.filter(each => each.path === `/Calls/${customerSid}.json`);
    expect(asked).toHaveLength(4);
  });

  test('is checked with the carrier on time even while the rep’s phone sends many facts', async () => {
    const call = await talking(rep, carrier, customerSid);
    legsAre({ status: 'completed' });
    const socket = await opened(rep);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 40_000 });
    const fact = { kind: 'device.muted', key: 'm', at: Date.now(), on: true };
    socket.send(JSON.stringify({ v: 1, type: 'device.fact', callId: call.id, fact }));
    await vi.waitFor(() => expect(socket.frames.at(-1)).toMatchObject({ call: { muted: true } }));
    await later(call, 8_000);
    await recorded(call, { phase: 'ended' });
  });
});

test('a rep whose arrival no webhook reported is found in the room, and the customer is rung once', async () => {
  const call = await ACall.dialled(rep);
  await call.connect();
  legsAre({ status: 'ringing' });
  carrier.onFind = finds({ inside: { [call.repSid]: 'rep' } });
  await later(call, 6_000);
  await vi.waitFor(() => expect(carrier.rung(call.room)).toHaveLength(1));
  await later(call, 60_000);
  expect(carrier.rung(call.room)).toHaveLength(1);
});

describe('a customer leg whose creation has an unknown outcome', () => {
  const unanswered = async (): Promise<ACall> => {
    const call = await ACall.dialled(rep);
    await call.connect();
    await call.toRoom(call.participant('participant-join', call.repSid, 1));
    await vi.waitFor(() => expect(carrier.rung(call.room)).toHaveLength(1));
    return call;
  };
  const adopted = (call: ACall) => recorded(call, { customerCallSid: customerSid as never });

  test('is found in the room, and never created again', async () => {
    carrier.onCreate = timesOut;
    const call = await unanswered();
    carrier.onFind = finds({ inside: { [call.repSid]: 'rep', [customerSid]: 'customer' } });
    await later(call, 11_000);
    await adopted(call);
    expect(carrier.rung(call.room)).toHaveLength(1);
  });

  test('is found when the call’s object was stopped during the creation', async () => {
    carrier.onCreate = () => new Promise(() => undefined);
    const call = await unanswered();
    await abortAllDurableObjects();
    carrier.onFind = finds({ inside: { [call.repSid]: 'rep', [customerSid]: 'customer' } });
    await later(call, 13_000);
    await adopted(call);
    expect(carrier.rung(call.room)).toHaveLength(1);
  });

  test('is found by its two numbers and its time when they are unambiguous', async () => {
    carrier.onCreate = timesOut;
    const call = await unanswered();
    const date_created = rfc2822(Date.now());
    const before = { sid: sid('CA'), date_created: rfc2822(Date.now() - 3_600_000) };
    carrier.onFind = finds({ calls: [{ sid: customerSid, date_created }, before] });
    await later(call, 11_000);
    await adopted(call);
  });

  test('is not guessed: of two legs that fit, neither is taken, nor a leg of another call', async () => {
    carrier.onCreate = timesOut;
    const call = await unanswered();
    const date_created = rfc2822(Date.now());
    carrier.onFind = finds({ calls: [customerSid, sid('CA')].map(each => ({ sid: each, date_created })) });
    await later(call, 11_000);
    carrier.onFind = finds({ calls: [{ sid: call.repSid, date_created }] });
    await later(call, 11_000);
    await later(call, 20_000);
    await recorded(call, { phase: 'failed', endReason: 'carrier_error' });
    expect((await call.onRecord()).customerCallSid).toBeUndefined();
  });

  test('is ended when it is found after the call has failed', async () => {
    carrier.onCreate = timesOut;
    const call = await unanswered();
    await later(call, 41_000);
    await recorded(call, { phase: 'failed' });
    carrier.onFind = finds({ inside: { [customerSid]: 'customer' } });
    await later(call, 11_000);
    await vi.waitFor(() => expect(carrier.ended(customerSid)).toBe(true));
    expect(carrier.rung(call.room)).toHaveLength(1);
  });
});
