import { evictDurableObject, listDurableObjectIds, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId, WorkspaceId } from '../../shared/ids.ts';
import { SOCKET_PROTOCOL } from '../../shared/presence/contract.ts';
import { randomBytes } from '../../worker/platform.ts';
import { repeated } from '../runs.ts';
import { ACall, dial, talking } from './a-call.ts';
import { opened, ticketFor, type Upgrade, upgrade } from './a-socket.ts';
import { created, FakeCarrier } from './fake-carrier.ts';
import { makeRep, type Rep, sid, signIn, webhook } from './kit.ts';

beforeEach(() => void new FakeCarrier());
afterEach(() => void vi.useRealTimers());

describe('the phone’s socket', () => {
  test('greets with the server’s time and the live call', async () => {
    const rep = await makeRep();
    const idle = await opened(rep);
    await vi.waitFor(() => expect(idle.frames[0]).toMatchObject({ type: 'hello', call: null }));
    const call = await ACall.dialled(rep);
    await vi.waitFor(() => expect(idle.frames.at(-1)).toMatchObject({ type: 'call.changed' }));
    const second = await opened(rep);
    await vi.waitFor(() => expect(second.frames[0]).toMatchObject({ type: 'hello', call: { id: call.id } }));
  });

  test('reports only its own rep’s call', async () => {
    const rep = await makeRep();
    const mate = await makeRep(rep.workspace);
    const [mine, theirs] = [await opened(rep), await opened(mate)];
    const call = await ACall.dialled(rep);
    await call.hangUp();
    await vi.waitFor(() => expect(mine.frames.at(-1)).toMatchObject({ call: { phase: 'ended' } }));
    expect(theirs.frames.map(each => each.type)).toEqual(['hello']);
  });

  test('accepts device facts about its own call only', async () => {
    const rep = await makeRep();
    const mate = await makeRep(rep.workspace);
    const call = await ACall.dialled(rep);
    const [mine, theirs] = [await opened(rep), await opened(mate)];
    const fact = (key: string, on: boolean) =>
      JSON.stringify({
        v: 1,
        type: 'device.fact',
        callId: call.id,
        fact: { kind: 'device.muted', key, at: Date.now(), on },
      });
    mine.send(fact('1', true));
    await vi.waitFor(() => expect(mine.frames.at(-1)).toMatchObject({ call: { muted: true } }));
    theirs.send(fact('2', false));
    mine.send('{"v":1,"type":"nonsense"}');
    mine.send(fact('1', false));
    mine.send(fact('3', true));
    await vi.waitFor(async () => expect(await call.onRecord()).toMatchObject({ muted: true, version: 6 }));
  });

  test('opens once per ticket', repeated(), async () => {
    const protocols = `${SOCKET_PROTOCOL}, ${await ticketFor(await makeRep())}`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => upgrade({ protocols })));
    expect(answers.filter(each => each.status === 101)).toHaveLength(1);
  });

  test('does not open for a foreign origin, or with a missing, expired or made-up ticket', async () => {
    const rep = await makeRep();
    const ticket = await ticketFor(rep);
    const good = `${SOCKET_PROTOCOL}, ${ticket}`;
    const bad: Upgrade[] = [
      { origin: 'https://crm.example', protocols: good },
      { origin: '', protocols: good },
      { protocols: SOCKET_PROTOCOL },
      { protocols: ticket },
      { protocols: `${SOCKET_PROTOCOL}, ${rep.workspace.id}.${'0'.repeat(26)}` },
      { protocols: `${SOCKET_PROTOCOL}, ws_x.y` },
    ];
    for (const each of bad) expect((await upgrade(each)).status).toBe(403);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_001 });
    expect((await upgrade({ protocols: good })).status).toBe(403);
  });
});

const switchboardOf = ({ workspace }: Rep) => env.SWITCHBOARD.get(env.SWITCHBOARD.idFromName(workspace.id));
const openOnes = (rep: Rep) =>
  runInDurableObject(switchboardOf(rep), (_, state) =>
    state.getWebSockets(rep.memberId).filter(each => each.readyState === WebSocket.OPEN),
  );

/** A socket the Switchboard closes and whose peer never answers: its network is gone without notice. */
const halfOpen = async (rep: Rep): Promise<void> => {
  const response = await upgrade({ protocols: `${SOCKET_PROTOCOL}, ${await ticketFor(rep)}` });
  expect(response.status).toBe(101);
  await runInDurableObject(switchboardOf(rep), (_, state) => {
    const [gone] = state.getWebSockets(rep.memberId).filter(each => each.readyState === WebSocket.OPEN);
    gone?.close(1001, 'silent');
    const states = state.getWebSockets(rep.memberId).map(each => each.readyState);
    expect(states).toContain(WebSocket.CLOSING);
  });
};

describe('a socket that is half open', () => {
  test('neither keeps news from the rep’s other browsers, nor stops the watch over a new call', async () => {
    const carrier = new FakeCarrier();
    const customerSid = sid('CA');
    carrier.onCreate = created(customerSid);
    carrier.onCall = ({ path }) =>
      Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
    const rep = await makeRep();
    await halfOpen(rep);
    const other = await opened(rep);
    const call = await talking(rep, carrier, customerSid);
    await vi.waitFor(() =>
      expect(other.frames.at(-1)).toMatchObject({ call: { id: call.id, phase: 'active' } }),
    );

    // The call is still watched: when the phone that carries it goes, its customer is held.
    other.send(JSON.stringify({ v: 1, type: 'phone.carries', callId: call.id }));
    const listener = await opened(rep);
    other.close(1000);
    await vi.waitFor(() => expect(carrier.held(customerSid)).toBe(true), { timeout: 5_000 });
    await vi.waitFor(() =>
      expect(listener.frames.at(-1)).toMatchObject({ call: { rejoinUntil: expect.any(Number) } }),
    );
    await call.hangUp();
    await vi.waitFor(() => expect(listener.frames.at(-1)).toMatchObject({ call: { phase: 'ended' } }));
    expect((await dial(rep)).status).toBe(200);
  });

  test('does not count as a browser that a call would ring in', async () => {
    const rep = await makeRep();
    await halfOpen(rep);
    expect(await switchboardOf(rep).reachable(rep.memberId)).toEqual({ phones: 0, heardAt: null });
  });
});

describe('too many sockets', () => {
  test('of one session are closed except for its four newest', async () => {
    const rep = await makeRep();
    for (let index = 0; index < 12; index++) await opened(rep);
    const newest = await opened(rep);
    expect(await openOnes(rep)).toHaveLength(4);
    const call = await ACall.dialled(rep);
    await vi.waitFor(() => expect(newest.frames.at(-1)).toMatchObject({ call: { id: call.id } }));
  });

  test('of one member are closed except for the sixteen newest; a colleague’s stay open', async () => {
    const rep = await makeRep();
    const mate = await makeRep(rep.workspace);
    await opened(mate);
    for (let session = 0; session < 6; session++) {
      const here = { ...rep, token: await signIn(rep.memberId) };
      for (let index = 0; index < 3; index++) await opened(here);
    }
    expect(await openOnes(rep)).toHaveLength(16);
    expect(await openOnes(mate)).toHaveLength(1);
  });
});

describe('a socket’s ticket', () => {
  test('that was not issued here creates no object', async () => {
    const rep = await makeRep();
    const ticket = await ticketFor(rep);
    const signature = ticket.split('.')[2];
    const before = await listDurableObjectIds(env.SWITCHBOARD);
    const forged = Array.from({ length: 50 }, () => newId(WorkspaceId, 'ws', randomBytes)).flatMap(id => [
      `${id}.${'0'.repeat(26)}`,
      `${id}.${'0'.repeat(26)}.${signature}`,
      `${id}.${ticket.split('.').slice(1).join('.')}`,
    ]);
    for (const each of forged)
      expect((await upgrade({ protocols: `${SOCKET_PROTOCOL}, ${each}` })).status).toBe(403);
    expect(await listDurableObjectIds(env.SWITCHBOARD)).toHaveLength(before.length);
    expect((await upgrade({ protocols: `${SOCKET_PROTOCOL}, ${ticket}` })).status).toBe(101);
  });

  test('opens a socket after the Switchboard slept with nothing stored', async () => {
    const rep = await makeRep();
    expect(await switchboardOf(rep).callsUnderWay()).toBe(0);
    await runInDurableObject(switchboardOf(rep), (_, state) => {
      expect(state.storage.sql.exec('select name from sqlite_master').toArray()).toEqual([]);
    });
    const protocols = `${SOCKET_PROTOCOL}, ${await ticketFor(rep)}`;
    await evictDurableObject(switchboardOf(rep));
    expect((await upgrade({ protocols })).status).toBe(101);
  });
});

test('a line test is only for members who may call: a removed member’s device hears and leaves nothing', async () => {
  const rep = await makeRep();
  const lineTest = () =>
    webhook(rep.workspace, 'voice', {
      CallSid: sid('CA'),
      From: `client:${rep.memberId}`,
      CallStatus: 'ringing',
      Direction: 'inbound',
      ticket: 'line-test',
    });
  expect((await lineTest()).text).toContain('<Say');
  const at = await switchboardOf(rep).lineTestAt(rep.memberId);
  expect(at).not.toBeNull();
  await env.DB.prepare('update member set removed_at = 1 where id = ?').bind(rep.memberId).run();
  expect((await lineTest()).text).toContain('<Hangup');
  expect(await switchboardOf(rep).lineTestAt(rep.memberId)).toBe(at);
});
