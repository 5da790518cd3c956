import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { CallEvent, RoomEvent } from '../../../worker/twilio/index.ts';
import { longer, runs } from '../../runs.ts';
import { ACall, recorded, talking } from '../a-call.ts';
import { created, FakeCarrier } from '../fake-carrier.ts';
import { makeRep, type Rep, sid } from '../kit.ts';

const carrier = new FakeCarrier();

/** Deterministic shuffling, so that a failing order can be reproduced. */
const shuffled = <T>(items: readonly T[], seed: number): T[] => {
  let state = seed * 2654435761 + 1;
  const next = () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
  return items
    .flatMap(item => (next() < 0.4 ? [item, item] : [item]))
    .map(item => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(each => each.item);
};

/** One call with its webhooks in the order given by this seed; its row, with times relative to `base`. */
const rowAfter = async (who: Rep, seed: number): Promise<string> => {
  const call = await ACall.dialled(who);
  // Ahead of the clock, so that no deadline passes during the test.
  const base = Math.ceil(Date.now() / 1000) * 1000 + 60_000;
  await call.connect();
  await call.toRoom(call.participant('participant-join', call.repSid, 0, base));
  const leg = await vi.waitFor(async () => {
    const { customerCallSid } = await call.onRecord();
    if (!customerCallSid) throw new Error('Not created yet.');
    return customerCallSid;
  });
  const stub = env.LIVE_CALL.get(env.LIVE_CALL.idFromName(call.id));
  const { id: workspaceId, accountSid } = who.workspace;
  const room = (event: string, sid: string, sequence: number, after: number) => () =>
    stub.hearRoom(
      workspaceId,
      RoomEvent.parse({
        AccountSid: accountSid,
        ...call.participant(event, sid, sequence, base + after),
      }),
    );
  const customer = (status: string, sequence: number, after: number) => () =>
    stub.hearLeg(
      workspaceId,
      'customer',
      CallEvent.parse({ AccountSid: accountSid, ...call.customer(status, leg, sequence, base + after) }),
    );
  const events = [
    room('participant-join', call.repSid, 0, 0),
    customer('initiated', 0, 0),
    customer('ringing', 1, 3000),
    room('participant-join', leg, 1, 3000),
    customer('in-progress', 2, 6000),
    room('participant-hold', leg, 2, 8000),
    room('participant-unhold', leg, 3, 9000),
    customer('completed', 3, 20_000),
    room('participant-leave', leg, 4, 20_000),
    room('participant-leave', call.repSid, 5, 21_000),
  ];
  for (const [index, send] of shuffled(events, seed).entries()) {
    await send();
    if ((seed + index) % 9 === 0) await evictDurableObject(stub);
  }
  // When the rep's leaving is reported first, the customer is held: one more fact, but the same row.
  await vi.waitFor(
    async () => {
      const live = await stub.view(workspaceId);
      expect(live?.version).toBeGreaterThanOrEqual(14);
      expect(await call.onRecord()).toMatchObject({ phase: 'ended', version: live?.version });
    },
    { timeout: 15_000 },
  );
  expect(carrier.rung(call.room)).toHaveLength(1);
  const { phase, endReason, endedBy, ringingAt, answeredAt, endedAt, muted, onHold } = await call.onRecord();
  const times = [ringingAt, answeredAt, endedAt].map(at => at && at - base);
  return JSON.stringify({ phase, endReason, endedBy, times, muted, onHold });
};

const LANE = runs(40);

test(
  '200 orders of one call’s webhooks, doubled and with restarts in between, give the same row',
  async () => {
    carrier.onCreate = asked => created(sid('CA'))(asked);
    const rows = new Set<string>();
    const lane = async (first: number): Promise<void> => {
      const who = await makeRep();
      for (let seed = first; seed < first + LANE; seed += 1) rows.add(await rowAfter(who, seed));
    };
    await Promise.all([0, 1, 2, 3, 4].map(index => lane(index * LANE)));
    expect([...rows].map(row => JSON.parse(row))).toEqual([
      {
        phase: 'ended',
        endReason: 'completed',
        endedBy: 'customer',
        times: [3000, 6000, 20_000],
        muted: false,
        onHold: false,
      },
    ]);
  },
  longer(300_000),
);

/** A call whose rep dropped out and came back, with webhooks in the order of this seed. */
const rejoinedRowAfter = async (who: Rep, seed: number): Promise<string> => {
  const leg = sid('CA');
  carrier.onCreate = created(leg);
  const call = await talking(who, carrier, leg);
  const base = Math.ceil(Date.now() / 1000) * 1000 + 60_000;
  await call.toRoom(call.participant('participant-leave', call.repSid, 5));
  const { body } = await vi.waitFor(async () => {
    const answer = await call.rejoin();
    expect(answer.status).toBe(200);
    return answer;
  });
  const second = sid('CA');
  await call.connectAgain(body.ticket, second);
  const stub = env.LIVE_CALL.get(env.LIVE_CALL.idFromName(call.id));
  const events = [
    () => call.toRoom(call.participant('participant-leave', call.repSid, 5)),
    () => call.toRoom(call.participant('participant-hold', leg, 6, base)),
    () => call.toRoom(call.participant('participant-join', second, 7, base + 1000)),
    () => call.toRoom(call.participant('participant-unhold', leg, 8, base + 2000)),
    () => call.toCustomer(call.customer('completed', leg, 9, base + 20_000)),
    () => call.toRoom(call.participant('participant-leave', leg, 10, base + 20_000)),
    () => call.toRoom(call.participant('participant-leave', second, 11, base + 21_000)),
  ];
  for (const [index, send] of shuffled(events, seed).entries()) {
    expect((await send()).status).toBe(204);
    if ((seed + index) % 4 === 0) await evictDurableObject(stub);
  }
  await recorded(call, { phase: 'ended' });
  await vi.waitFor(async () =>
    expect((await call.onRecord()).version).toBe((await stub.view(who.workspace.id))?.version),
  );
  expect(carrier.rung(call.room)).toHaveLength(1);
  const { phase, endReason, endedBy, endedAt = 0, onHold, rejoinUntil } = await call.onRecord();
  return JSON.stringify({ phase, endReason, endedBy, endedAfter: endedAt - base, onHold, rejoinUntil });
};

test(
  'the row of a rejoined call is the same in every order, with restarts in between',
  async () => {
    const who = await makeRep();
    const rows = new Set<string>();
    for (let seed = 0; seed < runs(30); seed += 1) rows.add(await rejoinedRowAfter(who, seed));
    expect([...rows].map(row => JSON.parse(row))).toEqual([
      { phase: 'ended', endReason: 'completed', endedBy: 'customer', endedAfter: 20_000, onHold: false },
    ]);
  },
  longer(120_000),
);
