/** Anything that arrives after the end of a call is ignored, and the call's own storage is deleted in the end. */
import { listDurableObjectIds, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ACall, dial, later, recorded, talking } from '../a-call.ts';
import { opened } from '../a-socket.ts';
import { created, FakeCarrier } from '../fake-carrier.ts';
import { api, makeRep, type Rep, sid } from '../kit.ts';

const DAY_MS = 24 * 60 * 60_000;

let customerSid: string;
let carrier: FakeCarrier;
let rep: Rep;

beforeEach(async () => {
  vi.useRealTimers();
  carrier = new FakeCarrier();
  customerSid = sid('CA');
  carrier.onCreate = created(customerSid);
  rep = await makeRep();
});
afterEach(() => void vi.useRealTimers());

const stubOf = (call: ACall) => env.LIVE_CALL.get(env.LIVE_CALL.idFromName(call.id));
const tablesOf = (call: ACall) =>
  runInDurableObject(stubOf(call), (_, state) =>
    state.storage.sql
      .exec<{ name: string }>(
        "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'",
      )
      .toArray()
      .map(({ name }) => name),
  );
const factsOf = (call: ACall) =>
  runInDurableObject(stubOf(call), (_, state) =>
    Number(state.storage.sql.exec<{ n: number }>('select count(*) as n from fact').one().n),
  );

/** A call the rep canceled before an answer, with every leg gone. */
const canceled = async (): Promise<ACall> => {
  const call = await ACall.dialled(rep);
  await call.connect();
  await call.toRoom(call.participant('participant-join', call.repSid, 1));
  await vi.waitFor(() => expect(carrier.rung(call.room)).toHaveLength(1));
  await call.toCustomer(call.customer('ringing', customerSid, 1));
  await call.hangUp();
  await call.toCustomer(call.customer('no-answer', customerSid, 2, Date.now(), { SipResponseCode: '487' }));
  await call.toRoom(call.participant('participant-leave', call.repSid, 2));
  await recorded(call, { phase: 'ended', endReason: 'canceled', endedBy: 'rep' });
  return call;
};

describe('a call that is over', () => {
  test('ignores all further facts from a device', async () => {
    const call = await canceled();
    const before = await factsOf(call);
    const late = [
      ...Array.from({ length: 200 }, (_, index) => ({
        kind: 'device.failed' as const,
        key: `${index}`,
        at: call.openedAt,
        reason: 'invalid_number' as const,
      })),
      { kind: 'device.muted' as const, key: 'm', at: Date.now(), on: true },
      { kind: 'device.link' as const, key: 'l', at: Date.now(), on: false },
    ];
    for (const fact of late) await stubOf(call).hearDevice(rep.workspace.id, rep.memberId, fact);
    await stubOf(call).hearPhone(rep.workspace.id, rep.memberId, 'silent');
    await stubOf(call).hearRep(rep.workspace.id, rep.memberId, 'admin.ended');
    expect(await factsOf(call)).toBe(before);
    expect(await stubOf(call).view(rep.workspace.id)).toMatchObject({
      endReason: 'canceled',
      endedBy: 'rep',
      muted: false,
      linked: true,
    });
  });

  test('ends only for reasons that a device may give', async () => {
    const call = await ACall.dialled(rep);
    const fact = {
      kind: 'device.failed' as const,
      key: 'f',
      at: Date.now(),
      reason: 'ended_by_admin' as const,
    };
    await stubOf(call).hearDevice(rep.workspace.id, rep.memberId, fact);
    await recorded(call, { phase: 'failed', endReason: 'network_error' });
  });

  test('is remembered for seven days, then its storage is deleted and its record stays', async () => {
    const call = await canceled();
    await later(call, 6 * DAY_MS);
    expect(await tablesOf(call)).not.toEqual([]);
    await later(call, 1.1 * DAY_MS);
    expect(await tablesOf(call)).toEqual([]);
    vi.useRealTimers();

    // Later facts and requests find the record and recreate nothing.
    expect((await call.hangUp()).body.call).toMatchObject({ id: call.id, endReason: 'canceled' });
    const back = await call.rejoin();
    expect([back.status, back.body.refusal]).toEqual([410, { reason: 'over' }]);
    expect((await call.hangUp(await makeRep(rep.workspace))).status).toBe(404);
    expect((await call.rejoin(await makeRep())).status).toBe(404);
    const { body } = await api<object>('GET', `/v1/calls/status/${customerSid}`, { token: rep.token });
    expect(body).toMatchObject({ callId: call.id, phase: 'ended', endReason: 'canceled' });
    expect((await call.toCustomer(call.customer('completed', customerSid, 9))).status).toBe(204);
    expect((await call.toRoom(call.participant('participant-join', call.repSid, 9))).status).toBe(204);
    expect(await call.connect()).toContain('<Hangup');
    expect(await call.onRecord()).toMatchObject({ endReason: 'canceled', endedBy: 'rep' });
    expect(await tablesOf(call)).toEqual([]);
    expect((await dial(rep)).status).toBe(200);
  });

  test('keeps its storage until the record is complete', async () => {
    const call = await canceled();
    // The record is behind what the call knows.
    await runInDurableObject(stubOf(call), (instance, state) => {
      state.storage.sql.exec("update mark set value = '1' where name = 'published'");
      Reflect.set(instance, 'env', { ...env, DB: { prepare: () => undefined } });
    });
    await later(call, 30 * DAY_MS);
    expect(await tablesOf(call)).not.toEqual([]);
    await runInDurableObject(stubOf(call), instance => void Reflect.set(instance, 'env', env));
    await later(call, 5_000);
    await later(call, 5_000);
    expect(await tablesOf(call)).toEqual([]);
  });
});

describe('a call in progress', () => {
  test('remembers a bounded number of a device’s facts, and applies the last of them', async () => {
    const call = await talking(rep, carrier, customerSid);
    const before = await factsOf(call);
    for (let index = 0; index <= 100; index++)
      await stubOf(call).hearDevice(rep.workspace.id, rep.memberId, {
        kind: 'device.muted',
        key: `${index}`,
        at: call.openedAt + index,
        on: index % 2 === 0,
      });
    expect((await factsOf(call)) - before).toBe(32);
    await recorded(call, { muted: true });
  });

  test('closes the socket of a phone that sends more than a person could cause', async () => {
    const call = await talking(rep, carrier, customerSid);
    const socket = await opened(rep);
    const closed = new Promise<CloseEvent>(resolve => socket.addEventListener('close', resolve));
    for (let index = 0; index < 200; index++)
      socket.send(JSON.stringify({ v: 1, type: 'phone.carries', callId: call.id }));
    expect((await closed).code).toBe(1008);
    await recorded(call, { phase: 'active' });
  });
});

test('a made-up call id stores nothing, whoever asks for it and however', async () => {
  const call = await ACall.dialled(rep);
  const madeUp = `call_${'0'.repeat(26)}`;
  const { token } = rep;
  const answers = [
    await api('POST', `/v1/calls/${madeUp}/hang-up`, { token }),
    await api('POST', `/v1/calls/${madeUp}/rejoin`, { token }),
    await api('POST', `/v1/calls/${madeUp}/stop-recording`, { token }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(await call.connect({ ticket: `${madeUp}.${'0'.repeat(26)}` })).toContain('<Hangup');
  const socket = await opened(rep);
  socket.send(JSON.stringify({ v: 1, type: 'phone.carries', callId: madeUp }));
  const stub = env.LIVE_CALL.get(env.LIVE_CALL.idFromName(madeUp));
  expect(await stub.view(rep.workspace.id)).toBeNull();
  await runInDurableObject(stub, (_, state) => {
    expect(state.storage.sql.exec('select name from sqlite_master').toArray()).toEqual([]);
  });
});

test('a request without a session or a signature creates no object', async () => {
  const call = await ACall.dialled(rep);
  const before = (await listDurableObjectIds(env.LIVE_CALL)).length;
  const madeUp = `call_${'1'.repeat(26)}`;
  const asked = [
    await api('POST', `/v1/calls/${madeUp}/hang-up`),
    await api('POST', `/v1/calls/${madeUp}/rejoin`, { token: 'rs_made-up' }),
    await api('POST', `/webhooks/${rep.workspace.webhookKey}/calls/${madeUp}/notice`),
    await api('POST', `/webhooks/${rep.workspace.webhookKey}/calls/${madeUp}/room`, { body: {} }),
    await api('POST', `/webhooks/${rep.workspace.webhookKey}/voice`, { body: { ticket: call.ticket } }),
  ];
  expect(asked.map(({ status }) => status)).toEqual([401, 401, 403, 403, 403]);
  expect(await listDurableObjectIds(env.LIVE_CALL)).toHaveLength(before);
});
