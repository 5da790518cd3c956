import { runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ACall, dial, later, recorded, talking } from '../a-call.ts';
import { opened } from '../a-socket.ts';
import { created, FakeCarrier } from '../fake-carrier.ts';
import { api, makeRep, type Rep, sid, signIn } from '../kit.ts';

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

const takenBack = () => vi.waitFor(() => expect(carrier.holds(customerSid).at(-1)).toBe('false'));

/** Rejoins the room on a new leg. */
const back = async (): Promise<string> => {
  const { status, body } = await call.rejoin();
  expect(status).toBe(200);
  const again = sid('CA');
  expect(await call.connectAgain(body.ticket, again)).toContain(call.room);
  await call.toRoom(call.participant('participant-join', again, 6));
  return again;
};

const switchboard = () => env.SWITCHBOARD.get(env.SWITCHBOARD.idFromName(rep.workspace.id));
const carries = () => JSON.stringify({ v: 1, type: 'phone.carries', callId: call.id });
/** A phone's socket that has reported, with effect, that it carries the call. */
const carrying = async () => {
  const socket = await opened(rep);
  socket.send(carries());
  socket.send(
    JSON.stringify({
      v: 1,
      type: 'device.fact',
      callId: call.id,
      fact: { kind: 'device.muted', key: crypto.randomUUID(), at: Date.now(), on: true },
    }),
  );
  await vi.waitFor(() => expect(socket.frames.at(-1)).toMatchObject({ call: { muted: true } }));
  return socket;
};

describe('a phone whose socket closes', () => {
  test('has its customer held within two seconds, and its leg checked with the carrier', async () => {
    const socket = await carrying();
    const from = Date.now();
    socket.close(1000);
    await vi.waitFor(() => expect(carrier.held(customerSid)).toBe(true), { timeout: 4000 });
    expect(Date.now() - from).toBeLessThan(2_500);
    expect(carrier.asked.some(each => each.path === `/Calls/${call.repSid}.json`)).toBe(true);
  });

  test('may rejoin when it comes back without its leg; the stale leg is ended', async () => {
    (await carrying()).close(1000);
    const fresh = await opened(rep);
    await vi.waitFor(() => expect(carrier.held(customerSid)).toBe(true), { timeout: 4000 });
    await vi.waitFor(() =>
      expect(fresh.frames.at(-1)).toMatchObject({ call: { rejoinUntil: expect.any(Number) } }),
    );
    await back();
    fresh.send(carries());
    await takenBack();
    await vi.waitFor(() => expect(carrier.ended(call.repSid)).toBe(true));
    expect(carrier.ended(customerSid)).toBe(false);
  });

  test('is not missed when it reconnects at once', async () => {
    (await carrying()).close(1000);
    const again = await opened(rep);
    again.send(carries());
    await vi.waitFor(async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2_000 });
      await runDurableObjectAlarm(switchboard());
      expect(carrier.held(customerSid)).toBe(false);
    });
    await recorded(call, { phase: 'active' });
  });

  test('has its customer taken back when it returns later with its leg', async () => {
    (await carrying()).close(1000);
    await vi.waitFor(() => expect(carrier.held(customerSid)).toBe(true), { timeout: 4000 });
    (await opened(rep)).send(carries());
    await takenBack();
    await later(call, 60_000);
    await recorded(call, { phase: 'active' });
  });
});

describe('a phone that falls silent', () => {
  test('is missed after twelve seconds without a heartbeat', async () => {
    await carrying();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 });
    await runDurableObjectAlarm(switchboard());
    expect(carrier.held(customerSid)).toBe(false);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2_000 });
    await runDurableObjectAlarm(switchboard());
    await vi.waitFor(() => expect(carrier.held(customerSid)).toBe(true));
  });
});

const signedOut = async (token = rep.token) => api('DELETE', '/v1/session', { token });
const revokedInTheDatabase = () =>
  env.DB.prepare('update session set revoked_at = ? where member_id = ?')
    .bind(Date.now(), rep.memberId)
    .run();
const leave = () => call.toRoom(call.participant('participant-leave', call.repSid, 6));

describe('a session that ends during a call', () => {
  test('closes its socket and dials no more; the call goes on', async () => {
    const socket = await carrying();
    const closed = new Promise(resolve => socket.addEventListener('close', resolve));
    await signedOut();
    await closed;
    expect((await dial(rep)).status).toBe(401);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    await runDurableObjectAlarm(switchboard());
    expect(carrier.held(customerSid)).toBe(false);
    expect(carrier.ended(customerSid)).toBe(false);
  });

  test('makes leaving the room a hang-up, because the rep can no longer send one', async () => {
    await carrying();
    await signedOut();
    await leave();
    await vi.waitFor(() => expect(carrier.ended(customerSid)).toBe(true));
    expect(carrier.holds(customerSid)).toEqual([]);
    await recorded(call.as({ ...rep, token: await signIn(rep.memberId) }), {
      phase: 'ended',
      endReason: 'completed',
      endedBy: 'rep',
    });
  });

  test('in the database only is noticed at a click on End: leaving the room is then a hang-up', async () => {
    const socket = await carrying();
    const closed = new Promise(resolve => socket.addEventListener('close', resolve));
    await revokedInTheDatabase();
    expect((await call.hangUp()).status).toBe(401);
    await closed;
    expect(carrier.ended(customerSid)).toBe(false);
    await leave();
    await vi.waitFor(() => expect(carrier.ended(customerSid)).toBe(true));
    expect(carrier.holds(customerSid)).toEqual([]);
  });

  test('in another browser than the call’s changes nothing: a rep who drops out is still waited for', async () => {
    const other = await signIn(rep.memberId);
    await opened({ ...rep, token: other });
    await carrying();
    await signedOut(other);
    await leave();
    await vi.waitFor(() => expect(carrier.held(customerSid)).toBe(true));
    expect(carrier.ended(customerSid)).toBe(false);
  });
});
