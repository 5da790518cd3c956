/** An invitation grants nothing, and takes nothing away, until it is accepted. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { newSecret, sha256 } from '../../extension/tokens.ts';
import type { Role } from '../../shared/endpoint.ts';
import type { Invitation, Person } from '../../shared/members/contract.ts';
import type { Opened } from '../../shared/sign-in/contract.ts';
import type { Invited, Me, WorkspaceSummary } from '../../shared/team/contract.ts';
import { mailTo } from './fake-mail.ts';
import {
  api,
  makeDevice,
  makeMember,
  makeRep,
  makeSetupCode,
  makeWorkspace,
  type Rep,
  useCode,
} from './kit.ts';

type Made = { invitation: Invitation; code: string; expiresAt: number };
type Refused = { refusal: { reason: string }; detail: string };
type Workspaces = { workspaces: WorkspaceSummary[]; invitations: Invited[]; isBound: boolean };

beforeEach(() => void vi.useRealTimers());

const DAY = 24 * 60 * 60_000;
const emailOf = ({ memberId }: Pick<Rep, 'memberId'>) => `${memberId}@acme.example`;
const invite = (by: Rep, over: Record<string, unknown> = {}) =>
  api<Made & Refused>('POST', '/v1/members', {
    token: by.token,
    body: { email: `${crypto.randomUUID()}@acme.example`, name: 'Nia New', role: 'agent', ...over },
  });
const list = async ({ token }: Rep) =>
  (await api<{ members: Person[]; invitations: Invitation[] }>('GET', '/v1/members', { token })).body;
const resend = (by: Rep, id: string) =>
  api<Made & Refused>('POST', `/v1/invitations/${id}/resend`, { token: by.token, body: {} });
const withdraw = (by: Rep, id: string) =>
  api<Refused>('DELETE', `/v1/invitations/${id}`, { token: by.token });
const workspacesOf = async ({ token }: Pick<Rep, 'token'>) =>
  (await api<Workspaces>('GET', '/v1/workspaces', { token })).body;
const answer = (who: Pick<Rep, 'token'>, id: string, word: 'accept' | 'decline') =>
  api<Workspaces>('POST', `/v1/workspaces/${id}/${word}`, { token: who.token, body: {} });
const meOf = async ({ token }: Pick<Rep, 'token'>) => (await api<Me>('GET', '/v1/me', { token })).body;

/** Signs in by mail. Returns the session that opened, and the text of the mail. */
const byMail = async (email: string, count = 1) => {
  const secret = newSecret();
  const body = { email, ask: await sha256(secret), device: 'x' };
  expect((await api('POST', '/v1/sessions/mail-code', { body })).status).toBe(200);
  const { text } = await mailTo(email, count);
  const code = /is (\d{4} \d{4})/.exec(text)?.[1];
  if (!code) return { text, token: '', me: undefined };
  const { keys, tokens } = await makeDevice();
  const opened = await api<Opened>('POST', '/v1/sessions/by-mail', {
    body: { code, secret, keys, device: 'x' },
  });
  return { text, token: tokens.access, me: opened.body.me };
};

/** A person in a session of their own, as opened by a passkey or the installation's operator. */
const person = async (role: Role = 'agent') => {
  const rep = await makeRep(undefined, role);
  return { ...rep, email: emailOf(rep) };
};

describe('an invitation', () => {
  test('makes nobody a member; its code does, once, in one browser, with its role, for three days [F058.3]', async () => {
    const owner = await makeRep(undefined, 'owner');
    const { body } = await invite(owner, { email: ' Nia@Acme.Example ', role: 'manager' });
    const { invitation, code } = body;
    expect(invitation).toMatchObject({
      email: 'nia@acme.example',
      role: 'manager',
      invitedBy: 'Robin Rep',
      state: 'open',
    });
    expect(code).toMatch(/^(\w{5}-){3}\w{5}$/);
    expect(invitation.expiresAt - invitation.sentAt).toBe(3 * DAY);
    const before = await list(owner);
    expect([before.members.length, before.invitations.map(({ id }) => id)]).toEqual([1, [invitation.id]]);

    const joined = await useCode(code);
    expect([joined.status, joined.body.me.member.role]).toEqual([200, 'manager']);
    expect(joined.body.me.workspace.id).toBe(owner.workspace.id);
    expect((await useCode(code)).status).toBe(403);
    const after = await list(owner);
    expect(after.invitations).toEqual([]);
    expect(after.members.find(({ email }) => email === 'nia@acme.example')).toMatchObject({
      name: 'Nia New',
      joinedAt: expect.any(Number),
    });
  });

  test('opens the same session again for the browser that missed the answer, and for no other', async () => {
    const { body } = await invite(await makeRep(undefined, 'owner'));
    const { keys } = await makeDevice();
    const use = () => api<Opened>('POST', '/v1/sessions', { body: { code: body.code, device: 'x', keys } });
    const first = await use();
    expect((await use()).body.sessionId).toBe(first.body.sessionId);
    expect((await useCode(body.code)).status).toBe(403);
  });

  test('is used up by one of twenty who try at the same moment', async () => {
    const { body } = await invite(await makeRep(undefined, 'owner'));
    const all = await Promise.all(Array.from({ length: 20 }, () => useCode(body.code)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('for a person who has become a member meanwhile opens nothing, whatever their role is', async () => {
    const owner = await makeRep(undefined, 'owner');
    const { invitation, code } = (await invite(owner)).body;
    const memberId = await makeMember(owner.workspace, 'owner');
    await env.DB.prepare('update user set email = ? where id = (select user_id from member where id = ?)')
      .bind(invitation.email, memberId)
      .run();
    expect((await useCode(code)).status).toBe(403);
    await env.DB.prepare('update member set removed_at = 2 where id = ?').bind(memberId).run();
    const joined = await useCode(code);
    expect([joined.status, joined.body.me.member.role]).toEqual([200, 'agent']);
  });

  test('that is too old, withdrawn or replaced by a new mail no longer works [F058.3]', async () => {
    const owner = await makeRep(undefined, 'owner');
    const [withdrawn, resent] = [(await invite(owner)).body, (await invite(owner)).body];
    expect((await withdraw(owner, withdrawn.invitation.id)).status).toBe(200);
    const again = (await resend(owner, resent.invitation.id)).body;
    for (const { code } of [withdrawn, resent]) expect((await useCode(code)).status).toBe(403);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * DAY + 1 });
    expect((await useCode(again.code)).status).toBe(403);
    vi.useRealTimers();
    expect((await useCode(again.code)).status).toBe(200);
  });

  test('is shown as expired, can be sent again, and may be created again', async () => {
    const owner = await makeRep(undefined, 'owner');
    const email = `${crypto.randomUUID()}@acme.example`;
    const { body } = await invite(owner, { email });
    expect((await invite(owner, { email })).body.refusal).toEqual({ reason: 'already_invited' });
    await env.DB.prepare('update invitation set expires_at = 1 where id = ?').bind(body.invitation.id).run();
    expect((await list(owner)).invitations).toMatchObject([{ state: 'expired' }]);
    expect((await resend(owner, body.invitation.id)).body.invitation.state).toBe('open');
    await env.DB.prepare('update invitation set expires_at = 1 where id = ?').bind(body.invitation.id).run();
    const anew = await invite(owner, { email, role: 'member' });
    expect([anew.status, anew.body.invitation.role]).toEqual([200, 'member']);
    await useCode(anew.body.code);
    expect((await invite(owner, { email })).body.refusal).toEqual({ reason: 'already_member' });
  });

  test('brings back a removed member with the role they are now invited to', async () => {
    const owner = await makeRep(undefined, 'owner');
    const email = `${crypto.randomUUID()}@acme.example`;
    const first = await useCode((await invite(owner, { email })).body.code);
    const { id } = first.body.me.member;
    await api('DELETE', `/v1/members/${id}`, { token: owner.token });
    const second = await invite(owner, { email, role: 'manager' });
    const back = await useCode(second.body.code);
    expect(back.body.me.member).toMatchObject({ id, role: 'manager' });
    expect((await api('GET', '/v1/me', { token: first.token })).status).toBe(401);
  });

  test('can be made, resent and withdrawn by owners and admins, for no role above their own [F058.4]', async () => {
    const owner = await makeRep(undefined, 'owner');
    const admin = await makeRep(owner.workspace, 'admin');
    for (const role of ['owner', 'admin'] as const) {
      expect((await invite(admin, { role })).body.refusal.reason).toBe('above_you');
      const { id } = (await invite(owner, { role })).body.invitation;
      expect((await resend(admin, id)).body.refusal.reason).toBe('above_you');
      expect((await withdraw(admin, id)).body.refusal.reason).toBe('above_you');
    }
    expect((await invite(admin)).status).toBe(200);
    for (const role of ['manager', 'agent', 'member'] as const)
      expect((await invite(await makeRep(owner.workspace, role))).status).toBe(403);
  });

  test('to be an owner does not count as an owner: the last owner stays', async () => {
    const owner = await makeRep(undefined, 'owner');
    await invite(owner, { role: 'owner' });
    const second = await makeRep(owner.workspace, 'owner');
    await api('DELETE', `/v1/members/${second.memberId}`, { token: owner.token });
    const third = await makeRep(owner.workspace, 'admin');
    const left = await env.DB.prepare(
      "select count(*) as n from member where workspace_id = ? and role = 'owner' and removed_at is null",
    )
      .bind(owner.workspace.id)
      .first<{ n: number }>();
    expect(left?.n).toBe(1);
    expect((await api('DELETE', `/v1/members/${owner.memberId}`, { token: third.token })).status).toBe(403);
  });
});

describe('an invited person who is in another workspace already', () => {
  test('sees the invitation in their workspace, accepts it, and switches', async () => {
    const nia = await person();
    const owner = await makeRep(undefined, 'owner');
    const { invitation } = (await invite(owner, { email: nia.email, role: 'manager' })).body;
    const before = await workspacesOf(nia);
    expect(before.workspaces.map(({ id }) => id)).toEqual([nia.workspace.id]);
    expect(before.invitations).toEqual([
      {
        id: owner.workspace.id,
        name: 'Acme Sales',
        organization: 'Acme',
        role: 'manager',
        until: invitation.expiresAt,
      },
    ]);
    expect(
      (await api('POST', `/v1/workspaces/${owner.workspace.id}/switch`, { token: nia.token, body: {} }))
        .status,
    ).toBe(404);
    const { status, body } = await answer(nia, owner.workspace.id, 'accept');
    expect([status, body.workspaces.length, body.invitations]).toEqual([200, 2, []]);
    const there = await api<Me>('POST', `/v1/workspaces/${owner.workspace.id}/switch`, {
      token: nia.token,
      body: {},
    });
    expect(there.body.member).toMatchObject({ name: 'Nia New', role: 'manager' });
    expect((await list(owner)).invitations).toEqual([]);
    const log = await api<{ entries: { act: string }[] }>('GET', '/v1/audit?act=team.acceptInvitation', {
      token: owner.token,
    });
    expect(log.body.entries).toHaveLength(1);
  });

  test('can decline: those who run the workspace see that, and the code no longer works', async () => {
    const nia = await person();
    const owner = await makeRep(undefined, 'owner');
    const { code } = (await invite(owner, { email: nia.email })).body;
    const { body } = await answer(nia, owner.workspace.id, 'decline');
    expect([body.workspaces.length, body.invitations]).toEqual([1, []]);
    expect((await list(owner)).invitations).toMatchObject([{ state: 'declined' }]);
    expect((await useCode(code)).status).toBe(403);
    for (const word of ['accept', 'decline'] as const)
      expect((await answer(nia, owner.workspace.id, word)).status).toBe(404);
    expect((await invite(owner, { email: nia.email })).status).toBe(200);
  });

  test('cannot answer another person’s invitation, nor any in a session that an admin’s code opened', async () => {
    const owner = await makeRep(undefined, 'owner');
    const nia = await person();
    await invite(owner, { email: nia.email });
    expect((await answer(await person(), owner.workspace.id, 'accept')).status).toBe(404);
    const code = await makeSetupCode(nia.memberId);
    await env.DB.prepare("update setup_code set made_by = 'mem_x' where member_id = ?")
      .bind(nia.memberId)
      .run();
    const bound = await useCode(code);
    expect(await workspacesOf(bound)).toMatchObject({ isBound: true, invitations: [] });
    expect((await answer(bound, owner.workspace.id, 'accept')).status).toBe(404);
  });

  test('joins once, even when they accept in two browsers and use the code at the same moment', async () => {
    const nia = await person();
    const owner = await makeRep(undefined, 'owner');
    const { code } = (await invite(owner, { email: nia.email })).body;
    const accept = () => answer(nia, owner.workspace.id, 'accept');
    const [one, two, three] = await Promise.all([accept(), accept(), useCode(code)]);
    expect([one, two, three].some(({ status }) => status === 200)).toBe(true);
    expect((await list(owner)).members.filter(({ email }) => email === nia.email)).toHaveLength(1);
  });
});

/** Those who run a workspace have seen its codes: they can sign in as any member there, but nowhere else. */
describe('a malicious workspace', () => {
  const attack = async (role: Role, isJoined: boolean) => {
    const victim = await person('agent');
    const thief = await makeRep(await makeWorkspace(), 'owner');
    await env.DB.prepare("update workspace set name = 'Harm' where id = ?").bind(thief.workspace.id).run();
    const { code } = (await invite(thief, { email: victim.email, name: 'Not You', role })).body;
    const stolen = isJoined ? await useCode(code) : undefined;
    return { victim, thief, stolen };
  };

  test.each([
    ['owner', false],
    ['owner', true],
    ['agent', false],
    ['agent', true],
  ] as const)(
    'that invites a person as %s (joined in their place: %s) does not change how they sign in',
    async (role, isJoined) => {
      const { victim } = await attack(role, isJoined);
      const { me, text } = await byMail(victim.email, 2);
      expect(me).toMatchObject({
        member: { id: victim.memberId, name: 'Robin Rep', role: 'agent' },
        workspace: { id: victim.workspace.id },
      });
      expect(text).not.toMatch(/Harm|Not You/);
    },
  );

  test('that joined in a person’s place is shown to that person, who can end it', async () => {
    const { victim, thief, stolen } = await attack('agent', true);
    const seen = await workspacesOf(victim);
    expect(seen.workspaces).toHaveLength(1);
    expect(seen.invitations).toMatchObject([{ id: thief.workspace.id, until: null }]);
    expect((await meOf(victim)).member.name).toBe('Robin Rep');
    expect((await answer(victim, thief.workspace.id, 'decline')).status).toBe(200);
    expect((await api('GET', '/v1/me', { token: stolen?.token ?? '' })).status).toBe(401);
    expect((await workspacesOf(victim)).invitations).toEqual([]);
  });

  test('that makes a person who joined it an owner does not stop their sign-in by email elsewhere', async () => {
    const { victim, thief } = await attack('agent', false);
    await answer(victim, thief.workspace.id, 'accept');
    const there = (await list(thief)).members.find(({ email }) => email === victim.email);
    await api('POST', `/v1/workspaces/${thief.workspace.id}/switch`, { token: victim.token, body: {} });
    await api('PATCH', `/v1/members/${there?.id}`, { token: thief.token, body: { role: 'owner' } });
    const { me, token, text } = await byMail(victim.email, 2);
    expect(me).toMatchObject({ member: { id: victim.memberId, name: 'Robin Rep' } });
    expect(text).toContain('It opens the workspace “Acme Sales” only');
    // Access to the mailbox does not open workspaces they own.
    expect(await workspacesOf({ token })).toMatchObject({
      isBound: true,
      workspaces: [{ id: victim.workspace.id }],
    });
  });
});

describe('a person who joined with a code', () => {
  test('has proved their identity once they sign in by email: the membership then counts elsewhere too', async () => {
    const owner = await makeRep(undefined, 'owner');
    const email = `${crypto.randomUUID()}@acme.example`;
    const joined = await useCode((await invite(owner, { email })).body.code);
    expect((await workspacesOf(joined)).isBound).toBe(true);
    // The invitation was the first mail to them.
    const { me, token } = await byMail(email, 2);
    expect(me?.workspace.id).toBe(owner.workspace.id);
    expect(await workspacesOf({ token })).toMatchObject({
      isBound: false,
      invitations: [],
      workspaces: [{}],
    });
  });

  test('and creates a workspace with it creates one that counts nowhere else either', async () => {
    const victim = await person();
    const thief = await makeRep(await makeWorkspace(), 'owner');
    const { code } = (await invite(thief, { email: victim.email, role: 'owner' })).body;
    const { token } = await useCode(code);
    const made = await api('POST', '/v1/workspaces', { token, body: { name: 'Another', country: 'US' } });
    expect(made.status).toBe(200);
    expect((await byMail(victim.email, 2)).me?.workspace.id).toBe(victim.workspace.id);
    expect((await workspacesOf(victim)).workspaces).toHaveLength(1);
  });
});
