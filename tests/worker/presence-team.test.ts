/** The statuses of the team, as screens receive them, and the one alarm behind everybody's. */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MemberId } from '../../shared/ids.ts';
import { SOCKET_PROTOCOL, SUSPECT_AFTER_MS } from '../../shared/presence/contract.ts';
import { TeamFrame } from '../../shared/presence/team-frames.ts';
import { ACall, recorded, talking } from './a-call.ts';
import { opened, upgrade } from './a-socket.ts';
import { created, FakeCarrier } from './fake-carrier.ts';
import { api, makeRep, type Rep, sid } from './kit.ts';

let carrier: FakeCarrier;
let rep: Rep;
beforeEach(async () => {
  vi.useRealTimers();
  carrier = new FakeCarrier();
  rep = await makeRep();
});
afterEach(() => void vi.useRealTimers());

const switchboard = () => env.SWITCHBOARD.get(env.SWITCHBOARD.idFromName(rep.workspace.id));

const teamTicket = async (who: Rep): Promise<string> =>
  (await api<{ ticket: string }>('POST', '/v1/presence/team-tickets', { token: who.token })).body.ticket;

/** A screen that shows the team, and what it has received. */
const aScreen = async (who: Rep) => {
  const { status, webSocket } = await upgrade({ protocols: `${SOCKET_PROTOCOL}, ${await teamTicket(who)}` });
  expect(status).toBe(101);
  if (!webSocket) throw new Error('No socket.');
  const frames: TeamFrame[] = [];
  const closed = new Promise<CloseEvent>(resolve => webSocket.addEventListener('close', resolve));
  webSocket.addEventListener('message', ({ data }) => {
    if (data !== 'pong') frames.push(TeamFrame.parse(JSON.parse(String(data))));
  });
  webSocket.accept();
  const statusOf = (memberId: MemberId) =>
    frames
      .flatMap(({ team }) => team)
      .filter(each => each.memberId === memberId)
      .at(-1)?.status;
  return { socket: webSocket, frames, closed, statusOf };
};

const pick = (status: string, who: Rep) =>
  api('PATCH', '/v1/presence/status', { token: who.token, body: { status } });

describe('a screen that shows the team', () => {
  test('receives everybody’s status, and then what changes', async () => {
    await opened(rep);
    const mate = await makeRep(rep.workspace);
    const manager = await makeRep(rep.workspace, 'manager');
    const screen = await aScreen(manager);
    await vi.waitFor(() => expect(screen.frames[0]).toMatchObject({ isWhole: true }));
    expect(screen.frames[0]?.team).toEqual([
      { memberId: rep.memberId, status: 'away', since: expect.any(Number) },
    ]);
    await opened(mate);
    await vi.waitFor(() => expect(screen.statusOf(mate.memberId)).toBe('away'));
    await pick('online', rep);
    await vi.waitFor(() => expect(screen.statusOf(rep.memberId)).toBe('online'));
    await ACall.dialled(rep);
    await vi.waitFor(() => expect(screen.statusOf(rep.memberId)).toBe('in_call'));
    expect(screen.frames.slice(1).map(({ isWhole, team }) => [isWhole, team.length])).toEqual([
      [false, 1],
      [false, 1],
      [false, 1],
    ]);
  });

  test('does not make its member reachable: it is no phone', async () => {
    const screen = await aScreen(rep);
    await pick('online', rep);
    expect(await switchboard().ringable()).toEqual([]);
    expect(await switchboard().reachable(rep.memberId)).toEqual({ phones: 0, heardAt: null });
    await vi.waitFor(() => expect(screen.frames).toHaveLength(1));
    expect(screen.statusOf(rep.memberId)).toBeUndefined();
  });

  test('sees nobody of another workspace', async () => {
    const stranger = await makeRep();
    await opened(stranger);
    const screen = await aScreen(rep);
    await pick('online', stranger);
    await opened(rep);
    await vi.waitFor(() => expect(screen.statusOf(rep.memberId)).toBe('away'));
    expect(screen.statusOf(stranger.memberId)).toBeUndefined();
  });

  test('may say nothing, and is closed when its session ends', async () => {
    const first = await aScreen(rep);
    first.socket.send('{"v":1,"type":"presence.idle","idleMs":null}');
    expect((await first.closed).code).toBe(1008);
    const second = await aScreen(rep);
    await api('DELETE', '/v1/session', { token: rep.token });
    expect((await second.closed).code).toBe(1008);
  });

  test('opens once per ticket, and within a minute', async () => {
    const protocols = `${SOCKET_PROTOCOL}, ${await teamTicket(rep)}`;
    const answers = await Promise.all(Array.from({ length: 5 }, () => upgrade({ protocols })));
    expect(answers.filter(each => each.status === 101)).toHaveLength(1);
    const late = `${SOCKET_PROTOCOL}, ${await teamTicket(rep)}`;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_001 });
    expect((await upgrade({ protocols: late })).status).toBe(403);
  });
});

test('the names of the team are those who take calls, for every role, and nothing else of them', async () => {
  const owner = await makeRep(rep.workspace, 'owner');
  const member = await makeRep(rep.workspace, 'member');
  await makeRep(rep.workspace, 'manager');
  const { status, body } = await api<{ team: object[] }>('GET', '/v1/team', { token: member.token });
  expect(status).toBe(200);
  const named = [rep, owner].map(({ memberId }) => ({ id: memberId, name: 'Robin Rep' }));
  expect(body.team).toHaveLength(2);
  for (const each of named) expect(body.team).toContainEqual({ ...each, role: expect.any(String) });
  await env.DB.prepare('update member set removed_at = 1 where id = ?').bind(owner.memberId).run();
  expect((await api<{ team: object[] }>('GET', '/v1/team', { token: member.token })).body.team).toHaveLength(
    1,
  );
});

describe('the one alarm', () => {
  test('is not delayed by other calls: a phone that falls silent is missed on time however busy the others are', async () => {
    const customerSid = sid('CA');
    carrier.onCreate = created(customerSid);
    carrier.onCall = ({ path }) =>
      Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
    const phone = await opened(rep);
    const call = await talking(rep, carrier, customerSid);
    phone.send(JSON.stringify({ v: 1, type: 'phone.carries', callId: call.id }));
    await vi.waitFor(async () => {
      const carries = await runInDurableObject(
        switchboard(),
        (_, { storage }) => storage.sql.exec('select carried_by from phone_watch').one().carried_by,
      );
      expect(carries).not.toBeNull();
    });
    const dueAt = () => runInDurableObject(switchboard(), (_, { storage }) => storage.getAlarm());
    const due = (await dueAt()) ?? Number.POSITIVE_INFINITY;
    expect(due).toBeLessThanOrEqual(Date.now() + SUSPECT_AFTER_MS);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + SUSPECT_AFTER_MS - 1_000 });
    const mate = await makeRep(rep.workspace);
    await ACall.dialled(mate);
    expect(await dueAt()).toBeLessThanOrEqual(due);
    vi.useFakeTimers({ toFake: ['Date'], now: due });
    await runDurableObjectAlarm(switchboard());
    await vi.waitFor(() => expect(carrier.held(customerSid)).toBe(true));
    await recorded(call, { phase: 'active' });
  });
});
