import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallView } from '../../../shared/calls/contract.ts';
import { ACall, later, recorded, talking } from '../a-call.ts';
import { opened } from '../a-socket.ts';
import { created, FakeCarrier, refused, timesOut } from '../fake-carrier.ts';
import { api, makeRep, type Rep, sid } from '../kit.ts';

let customerSid: string;
let carrier: FakeCarrier;
let rep: Rep;
let call: ACall;

beforeEach(async () => {
  vi.useRealTimers();
  carrier = new FakeCarrier();
  customerSid = sid('CA');
  carrier.onCreate = created(customerSid);
  carrier.onCall = ({ path }) =>
    Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
  rep = await makeRep();
  call = await talking(rep, carrier, customerSid);
});
afterEach(() => void vi.useRealTimers());

type Wanted = { readonly on: boolean; readonly turn: number; readonly key?: string };

const post = async ({ key = crypto.randomUUID(), ...wanted }: Wanted): Promise<CallView> => {
  const body = { callId: call.id, key, ...wanted };
  const reply = await api<{ call: CallView }>('POST', `/v1/calls/${call.id}/hold`, {
    token: rep.token,
    body,
  });
  expect(reply.status).toBe(200);
  return reply.body.call;
};

/** The call as it is now, read where every screen's copy of it comes from. */
const now = async (): Promise<CallView> => {
  const { body } = await api<{ call: CallView }>('GET', `/v1/calls/status/${call.repSid}`, {
    token: rep.token,
  });
  return body.call;
};
const isNow = (state: string): Promise<void> =>
  vi.waitFor(async () => expect((await now()).hold?.state).toBe(state), { timeout: 5_000 });
const holds = () => carrier.holds(customerSid);
const settled = (wanted: readonly string[]) => vi.waitFor(() => expect(holds()).toEqual(wanted));

/** The rep's leg leaves the room, and another one enters it. */
const leaves = (callSid: string, sequence: number) =>
  call.toRoom(call.participant('participant-leave', callSid, sequence));
const back = async (sequence: number): Promise<string> => {
  const { body } = await vi.waitFor(async () => {
    const answer = await call.rejoin();
    expect(answer.status).toBe(200);
    return answer;
  });
  const again = sid('CA');
  expect(await call.connectAgain(body.ticket, again)).toContain(call.room);
  await call.toRoom(call.participant('participant-join', again, sequence));
  return again;
};

describe('a rep’s own hold', () => {
  test('plays the carrier’s music to the customer, and is on once the carrier has done it', async () => {
    expect((await post({ on: true, turn: 5 })).hold).toMatchObject({ state: 'holding', turn: 5 });
    await isNow('on');
    const asked = carrier.asked.find(each => each.form.get('Hold') === 'true');
    expect(asked?.form.has('HoldUrl')).toBe(false);
    expect(await now()).toMatchObject({ onHold: true, phase: 'active' });
    expect((await now()).rejoinUntil).toBeUndefined();
    await post({ on: false, turn: 6 });
    await isNow('off');
    expect(await now()).toMatchObject({ onHold: false });
    expect(holds()).toEqual(['true', 'false']);
  });

  test('is confirmed over the phone’s socket, and the same request over HTTP is the same hold', async () => {
    const socket = await opened(rep);
    const [key, turn] = [crypto.randomUUID(), 5];
    const fact = { kind: 'hold.wanted', key, at: 1, on: true, turn };
    const frame = { v: 1, type: 'device.fact', callId: call.id, fact };
    socket.send(JSON.stringify(frame));
    await vi.waitFor(() =>
      expect(socket.frames.at(-1)).toMatchObject({ call: { hold: { state: 'on', turn } } }),
    );
    const { version } = await now();
    await post({ on: true, turn, key });
    socket.send(JSON.stringify(frame));
    expect((await now()).version).toBe(version);
    expect(holds()).toEqual(['true']);
  });

  test('that arrives after a later request changes nothing, whatever the clocks say', async () => {
    await post({ on: true, turn: 5 });
    await isNow('on');
    await post({ on: false, turn: 8 });
    await isNow('off');
    expect((await post({ on: true, turn: 7 })).hold).toMatchObject({ state: 'off', turn: 8 });
    await later(call, 60_000);
    expect(holds()).toEqual(['true', 'false']);
  });

  test('before anybody has answered does nothing, also after the answer', async () => {
    const other = await makeRep(rep.workspace);
    const ringing = await ACall.dialled(other);
    await ringing.connect();
    const body = { callId: ringing.id, key: 'k', on: true, turn: 9 };
    const asked = { token: other.token, body };
    const reply = await api<{ call: CallView }>('POST', `/v1/calls/${ringing.id}/hold`, asked);
    expect([reply.status, reply.body.call.hold]).toEqual([200, undefined]);
    await ringing.toRoom(ringing.participant('participant-join', ringing.repSid, 1));
    await vi.waitFor(() => expect(carrier.rung(ringing.room)).toHaveLength(1));
    await ringing.toCustomer(ringing.customer('in-progress', customerSid, 1));
    await recorded(ringing, { phase: 'active', onHold: false });
    expect(holds()).toEqual([]);
  });

  test('lasts while its rep drops out and comes back, until they resume', async () => {
    await post({ on: true, turn: 5 });
    await isNow('on');
    await leaves(call.repSid, 5);
    await vi.waitFor(async () => expect((await now()).rejoinUntil).toBeDefined());
    await back(6);
    await vi.waitFor(async () => expect((await now()).rejoinUntil).toBeUndefined());
    await later(call, 60_000);
    expect((await now()).hold?.state).toBe('on');
    expect(holds()).toEqual(['true']);
    await post({ on: false, turn: 20 });
    await settled(['true', 'false']);
    await isNow('off');
  });

  test('of a rep who does not come back ends with words for the customer', async () => {
    await post({ on: true, turn: 5 });
    await isNow('on');
    await leaves(call.repSid, 5);
    await vi.waitFor(async () => expect((await now()).rejoinUntil).toBeDefined());
    await later(call, 46_000);
    await vi.waitFor(() => expect(carrier.parted(customerSid)).toContain('We lost the connection.'));
  });

  test('is not what a rep who came back finds if they had resumed before they dropped out', async () => {
    await post({ on: true, turn: 5 });
    await isNow('on');
    await post({ on: false, turn: 6 });
    await isNow('off');
    await leaves(call.repSid, 5);
    await settled(['true', 'false', 'true']);
    // This time the customer is told what is going on.
    expect(carrier.asked.findLast(each => each.form.get('Hold') === 'true')?.form.has('HoldUrl')).toBe(true);
    await back(6);
    await settled(['true', 'false', 'true', 'false']);
    expect((await now()).hold?.state).toBe('off');
  });

  test('ends with the call: both legs are ended', async () => {
    await post({ on: true, turn: 5 });
    await isNow('on');
    const { body } = await call.hangUp();
    expect(body.call).toMatchObject({ phase: 'ended', onHold: false });
    expect(body.call.hold).toBeUndefined();
    await vi.waitFor(() => expect(carrier.ended(customerSid)).toBe(true));
    expect(carrier.ended(call.repSid)).toBe(true);
  });
});

describe('a carrier that does not hold', () => {
  test.each([
    ['refuses', refused(20_500, 500)],
    ['does not answer', timesOut],
  ])('and %s: the rep is told, and nobody is put on hold afterwards', async (_, says) => {
    carrier.onHold = says;
    await post({ on: true, turn: 5 });
    await vi.waitFor(() => expect(holds().length).toBeGreaterThan(0));
    await later(call, 9_000);
    await isNow('failed');
    carrier.onHold = undefined;
    await later(call, 60_000);
    expect(await now()).toMatchObject({ onHold: false, hold: { state: 'failed', turn: 5.5 } });
    // It may have been done all the same: the customer is taken back, and stays there.
    await vi.waitFor(() => expect(holds().at(-1)).toBe('false'));
    await post({ on: true, turn: 12 });
    await isNow('on');
  });

  test('or does not take back: it is tried again, at once if the rep asks again', async () => {
    await post({ on: true, turn: 5 });
    await isNow('on');
    carrier.onHold = refused(20_500, 500);
    await post({ on: false, turn: 6 });
    await settled(['true', 'false']);
    expect((await now()).hold?.state).toBe('resuming');
    await post({ on: false, turn: 7 });
    await settled(['true', 'false', 'false']);
    carrier.onHold = undefined;
    await later(call, 5_000);
    await isNow('off');
    expect(holds()).toEqual(['true', 'false', 'false', 'false']);
  });
});
