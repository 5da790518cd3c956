/** Sockets and calls of a session or role that was ended end with it, even if ending them fails at first. */
import { createExecutionContext, createMessageBatch } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { app } from '../../worker/app.ts';
import { queue } from '../../worker/queue.ts';
import { talking } from './a-call.ts';
import { opened } from './a-socket.ts';
import { created, FakeCarrier } from './fake-carrier.ts';
import { makeMember, makeRep, makeWorkspace, ORIGIN, type Rep, sid } from './kit.ts';

let carrier: FakeCarrier;
beforeEach(() => {
  carrier = new FakeCarrier();
});

const down = <T extends object>(what: T): T =>
  new Proxy(what, {
    get: () => {
      throw new Error('down');
    },
  });

/** A request to a Worker whose Switchboards do not answer. */
const withoutSwitchboard = async (method: string, path: string, token: string, body?: object) => {
  const request = new Request(ORIGIN + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const broken: Env = { ...env, SWITCHBOARD: down(env.SWITCHBOARD) };
  return (await app.fetch(request, broken, createExecutionContext())).status;
};

const sessionIdOf = async ({ memberId }: Rep): Promise<string> => {
  const row = await env.DB.prepare('select id from session where member_id = ?')
    .bind(memberId)
    .first<{ id: string }>();
  return row?.id ?? '';
};

type Act = (owner: Rep, rep: Rep) => Promise<number>;
const ENDS_THE_CALL: readonly (readonly [string, Act])[] = [
  ['removed', (owner, rep) => withoutSwitchboard('DELETE', `/v1/members/${rep.memberId}`, owner.token)],
  [
    'given a role that does not call',
    (owner, rep) =>
      withoutSwitchboard('PATCH', `/v1/members/${rep.memberId}`, owner.token, { role: 'manager' }),
  ],
];
const CLOSES_SOCKETS: readonly (readonly [string, Act])[] = [
  ...ENDS_THE_CALL,
  ['signed out', (_, rep) => withoutSwitchboard('DELETE', '/v1/session', rep.token)],
  [
    'signed out from elsewhere',
    async (_, rep) => withoutSwitchboard('DELETE', `/v1/sessions/${await sessionIdOf(rep)}`, rep.token),
  ],
];

describe('with a Switchboard that fails', () => {
  test.each(ENDS_THE_CALL)(
    'a member who is %s in mid-call is cut off all the same',
    async (_, act) => {
      const customerSid = sid('CA');
      carrier.onCreate = created(customerSid);
      const owner = await makeRep(undefined, 'owner');
      const rep = await makeRep(owner.workspace);
      const call = await talking(rep, carrier, customerSid);
      const socket = await opened(rep);
      expect(await act(owner, rep)).toBe(200);
      await vi.waitFor(() => expect(carrier.ended(call.repSid)).toBe(true), { timeout: 15_000 });
      await vi.waitFor(() => expect(socket.readyState).not.toBe(WebSocket.OPEN), { timeout: 15_000 });
      await vi.waitFor(async () => {
        const row = await env.DB.prepare('select end_reason from call where id = ?').bind(call.id).first();
        expect(row).toEqual({ end_reason: 'ended_by_admin' });
      });
    },
    40_000,
  );

  test.each(CLOSES_SOCKETS)(
    'no socket stays open of a member who is %s',
    async (_, act) => {
      const owner = await makeRep(undefined, 'owner');
      const rep = await makeRep(owner.workspace);
      const socket = await opened(rep);
      expect(await act(owner, rep)).toBe(200);
      await vi.waitFor(() => expect(socket.readyState).not.toBe(WebSocket.OPEN), { timeout: 15_000 });
    },
    20_000,
  );

  test('no socket stays open in the workspace a person has switched away from', async () => {
    const rep = await makeRep();
    const second = await makeWorkspace();
    const there = await makeMember(second, 'manager');
    await env.DB.batch([
      env.DB.prepare(
        'update member set user_id = (select user_id from member where id = ?) where id = ?',
      ).bind(rep.memberId, there),
      env.DB.prepare('update session set is_bound = 0 where member_id = ?').bind(rep.memberId),
    ]);
    const socket = await opened(rep);
    // The line is asked for first: this request succeeds, the later ones fail.
    const request = new Request(`${ORIGIN}/v1/workspaces/${second.id}/switch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${rep.token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    let asked = 0;
    const SWITCHBOARD = new Proxy(env.SWITCHBOARD, {
      get: (target, name) => {
        if (name === 'get' && asked++ > 0) throw new Error('down');
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const answer = await app.fetch(request, { ...env, SWITCHBOARD }, createExecutionContext());
    expect(answer.status).toBe(200);
    await vi.waitFor(() => expect(socket.readyState).not.toBe(WebSocket.OPEN), { timeout: 15_000 });
  }, 20_000);
});

test('a repeated removal gets the same answer as the first, and other workspaces do not learn of it', async () => {
  const owner = await makeRep(undefined, 'owner');
  const rep = await makeRep(owner.workspace);
  const path = `/v1/members/${rep.memberId}`;
  for (let n = 0; n < 2; n++) expect(await withoutSwitchboard('DELETE', path, owner.token)).toBe(200);
  expect(await withoutSwitchboard('DELETE', path, (await makeRep(undefined, 'owner')).token)).toBe(404);
});

test('a late cut-off does not cut off a member who has come back', async () => {
  const owner = await makeRep(undefined, 'owner');
  const rep = await makeRep(owner.workspace);
  const socket = await opened(rep);
  const body = {
    kind: 'team.cutOff',
    id: crypto.randomUUID(),
    workspaceId: rep.workspace.id,
    memberId: rep.memberId,
  };
  const bodies = [body, { ...body, sessionId: await sessionIdOf(rep) }];
  const messages = bodies.map((each, index) => ({
    id: `late ${index}`,
    timestamp: new Date(),
    attempts: 1,
    body: each,
  }));
  const late = createMessageBatch('ringside-jobs', messages);
  await queue(late, env);
  socket.send('ping');
  await vi.waitFor(() => expect(socket.frames.length).toBeGreaterThan(0));
  expect(socket.readyState).toBe(WebSocket.OPEN);
});
