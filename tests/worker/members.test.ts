import { env } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import type { Role } from '../../shared/endpoint.ts';
import { ACall, talking } from './a-call.ts';
import { opened } from './a-socket.ts';
import { created, FakeCarrier } from './fake-carrier.ts';
import { api, makeMember, makeRep, makeWorkspace, type Rep, sid, useCode } from './kit.ts';

type Person = {
  id: string;
  email: string;
  name: string;
  role: Role;
  joinedAt: number | null;
  codeUntil: number | null;
};
type Made = { member: Person; code: string; expiresAt: number };
type Invited = { code: string; invitation: { id: string } };
type Refused = { refusal: { reason: string }; detail: string };

const invite = (by: Rep, over: Record<string, unknown> = {}) =>
  api<Invited & Refused>('POST', '/v1/members', {
    token: by.token,
    body: { email: `${crypto.randomUUID()}@acme.example`, name: 'Nia New', role: 'agent', ...over },
  });
const people = async ({ token }: Rep) =>
  (await api<{ members: Person[] }>('GET', '/v1/members', { token })).body.members;
const change = (by: Rep, id: string, role: Role) =>
  api<{ member: Person } & Refused>('PATCH', `/v1/members/${id}`, { token: by.token, body: { role } });
const remove = (by: Rep, id: string) => api<Refused>('DELETE', `/v1/members/${id}`, { token: by.token });
const meWith = (token: string) => api('GET', '/v1/me', { token });

describe('an invitation', () => {
  test.each([
    ['no address', { email: 'nia' }],
    ['no name', { name: ' ' }],
    ['no role there is', { role: 'boss' }],
  ])('with %s says which field is wrong', async (_what, over) => {
    const owner = await makeRep(undefined, 'owner');
    const { status, body } = await invite(owner, over);
    expect(status).toBe(400);
    expect(body).toMatchObject({ fields: { [Object.keys(over)[0] ?? '']: expect.any(String) } });
  });

  test('leaves its code neither in the database nor in the audit log', async () => {
    const owner = await makeRep(undefined, 'owner');
    const { body } = await invite(owner);
    for (const table of ['setup_code', 'audit_entry']) {
      const rows = await env.DB.prepare(`select * from ${table}`).all();
      expect(JSON.stringify(rows.results)).not.toContain(body.code);
      expect(JSON.stringify(rows.results)).not.toContain(body.code.replaceAll('-', ''));
    }
  });
});

describe('members and their roles', () => {
  test('let an admin neither give nor take a role above their own', async () => {
    const owner = await makeRep(undefined, 'owner');
    const admin = await makeRep(owner.workspace, 'admin');
    const other = await makeMember(owner.workspace, 'admin');
    const agent = await makeMember(owner.workspace, 'agent');
    for (const role of ['owner', 'admin'] as const) {
      expect((await invite(admin, { role })).body.refusal.reason).toBe('above_you');
      expect((await change(admin, agent, role)).body.refusal.reason).toBe('above_you');
    }
    expect((await change(admin, other, 'agent')).status).toBe(403);
    expect((await remove(admin, owner.memberId)).body.refusal.reason).toBe('above_you');
    const code = await api<Refused>('POST', `/v1/members/${owner.memberId}/code`, {
      token: admin.token,
      body: {},
    });
    expect(code.body.refusal.reason).toBe('above_you');
    expect((await change(admin, agent, 'manager')).body.member.role).toBe('manager');
  });

  test('let nobody change or remove themselves, and keep the last owner', async () => {
    const owner = await makeRep(undefined, 'owner');
    expect((await change(owner, owner.memberId, 'agent')).body.refusal.reason).toBe('yourself');
    expect((await remove(owner, owner.memberId)).body.refusal.reason).toBe('yourself');
    const second = await makeRep(owner.workspace, 'owner');
    expect((await change(second, owner.memberId, 'admin')).status).toBe(200);
    const third = await makeMember(owner.workspace, 'owner');
    expect((await remove(second, third)).status).toBe(200);
    expect((await people(second)).filter(({ role }) => role === 'owner')).toHaveLength(1);
  });

  test('change with effect on the next request, and with an audit entry', async () => {
    const owner = await makeRep(undefined, 'owner');
    const rep = await makeRep(owner.workspace, 'agent');
    const ticket = () => api('POST', '/v1/presence/tickets', { token: rep.token, body: {} });
    expect((await ticket()).status).toBe(200);
    await change(owner, rep.memberId, 'manager');
    expect((await ticket()).status).toBe(403);
    await change(owner, rep.memberId, 'agent');
    expect((await ticket()).status).toBe(200);
    const { entries } = (
      await api<{ entries: object[] }>('GET', '/v1/audit?act=team.changeRole', { token: owner.token })
    ).body;
    expect(entries).toMatchObject([
      { target: rep.memberId, before: { role: 'manager' }, after: { role: 'agent' } },
      { target: rep.memberId, before: { role: 'agent' }, after: { role: 'manager' } },
    ]);
  });

  test('keep their socket when the new role may call, and lose it when it may not', async () => {
    const owner = await makeRep(undefined, 'owner');
    const rep = await makeRep(owner.workspace, 'agent');
    const socket = await opened(rep);
    await change(owner, rep.memberId, 'admin');
    socket.send('ping');
    await vi.waitFor(() => expect(socket.frames.length).toBeGreaterThan(0));
    expect(socket.readyState).toBe(WebSocket.OPEN);
    await change(owner, rep.memberId, 'manager');
    await vi.waitFor(() => expect(socket.readyState).not.toBe(WebSocket.OPEN));
  });

  test('are signed out everywhere on removal, and all their codes become invalid', async () => {
    const owner = await makeRep(undefined, 'owner');
    const joined = await useCode((await invite(owner)).body.code);
    const { token } = joined;
    const { id } = joined.body.me.member;
    const made = await api<Made>('POST', `/v1/members/${id}/code`, { token: owner.token, body: {} });
    const spare = made.body;
    expect((await remove(owner, id)).status).toBe(200);
    await vi.waitFor(async () => expect((await meWith(token)).status).toBe(401));
    expect((await useCode(spare.code)).status).toBe(403);
    expect((await people(owner)).map(({ id }) => id)).toEqual([owner.memberId]);
    expect((await remove(owner, id)).status).toBe(200);
    expect((await remove(await makeRep(undefined, 'owner'), id)).status).toBe(404);
  });

  test('keep one of two owners who remove each other at the same time', async () => {
    const workspace = await makeWorkspace();
    const [one, two] = [await makeRep(workspace, 'owner'), await makeRep(workspace, 'owner')];
    await Promise.all([remove(one, two.memberId), remove(two, one.memberId)]);
    const left = await env.DB.prepare(
      "select count(*) as n from member where workspace_id = ? and role = 'owner' and removed_at is null",
    )
      .bind(workspace.id)
      .first<{ n: number }>();
    expect(left?.n).toBe(1);
  });
});

describe.each([
  ['is removed', (by: Rep, id: string) => remove(by, id)],
  ['may not call any more', (by: Rep, id: string) => change(by, id, 'manager')],
])('a rep who %s in mid-call', (_, act) => {
  test('is cut off within five seconds, and the contact is told goodbye [F059.3]', async () => {
    const carrier = new FakeCarrier();
    const customerSid = sid('CA');
    carrier.onCreate = created(customerSid);
    const owner = await makeRep(undefined, 'owner');
    const rep = await makeRep(owner.workspace);
    const call = await talking(rep, carrier, customerSid);
    expect((await act(owner, rep.memberId)).status).toBe(200);
    await vi.waitFor(() => expect(carrier.ended(call.repSid)).toBe(true), { timeout: 5_000 });
    expect(carrier.parted(customerSid)).toContain('We will call you back');
    await vi.waitFor(async () =>
      expect(
        await env.DB.prepare('select phase, end_reason, ended_by from call where id = ?')
          .bind(call.id)
          .first(),
      ).toEqual({ phase: 'ended', end_reason: 'ended_by_admin', ended_by: 'admin' }),
    );
  });

  test('cannot enter with an earlier ticket, and nobody is rung', async () => {
    const carrier = new FakeCarrier();
    const owner = await makeRep(undefined, 'owner');
    const rep = await makeRep(owner.workspace);
    const call = await ACall.dialled(rep);
    expect((await act(owner, rep.memberId)).status).toBe(200);
    expect(await call.connect()).toContain('<Hangup');
    expect(carrier.rung()).toHaveLength(0);
  });
});
