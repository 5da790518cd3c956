/** One person in several workspaces: listing them, creating another, and switching. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Me, WorkspaceSummary } from '../../shared/team/contract.ts';
import { ACall } from './a-call.ts';
import { APasskey, type Options } from './a-passkey.ts';
import { opened } from './a-socket.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { api, makeDevice, makeMember, makeRep, makeWorkspace, type Rep, useCode } from './kit.ts';

type Many = { workspaces: WorkspaceSummary[]; refusal: { reason: string } };
const read = async ({ token }: Rep) => (await api<Many>('GET', '/v1/workspaces', { token })).body.workspaces;
const go = ({ token }: Rep, id: string) =>
  api<Me & { refusal: { reason: string } }>('POST', `/v1/workspaces/${id}/switch`, { token, body: {} });
const create = ({ token }: Rep, name: string, country = 'de') =>
  api<Many>('POST', '/v1/workspaces', { token, body: { name, country } });

/** A rep who is a member of a second workspace too. */
const inTwo = async () => {
  const rep = await makeRep();
  const second = await makeWorkspace();
  const memberId = await makeMember(second, 'manager');
  await env.DB.prepare('update member set user_id = (select user_id from member where id = ?) where id = ?')
    .bind(rep.memberId, memberId)
    .run();
  return { rep, second, memberId };
};

beforeEach(() => void new FakeCarrier());

describe('a person’s workspaces', () => {
  test('are listed with their role there, and no others are', async () => {
    const { rep, second } = await inTwo();
    await makeWorkspace();
    const mine = await read(rep);
    expect(mine.map(({ id, role, isThis }) => [id, role, isThis]).sort()).toEqual(
      [
        [rep.workspace.id, 'agent', true],
        [second.id, 'manager', false],
      ].sort(),
    );
  });

  test('are switched within one session: role and everything shown are then the other workspace’s', async () => {
    const { rep, second, memberId } = await inTwo();
    const socket = await opened(rep);
    const closed = new Promise(resolve => socket.addEventListener('close', resolve));
    const { status, body } = await go(rep, second.id);
    expect([status, body.member.id, body.member.role, body.workspace.id]).toEqual([
      200,
      memberId,
      'manager',
      second.id,
    ]);
    expect(body.may).not.toContain('dial');
    await closed;
    expect((await api<Me>('GET', '/v1/me', { token: rep.token })).body.workspace.id).toBe(second.id);
    expect((await api('POST', '/v1/voice/token', { token: rep.token, body: {} })).status).toBe(403);
    expect((await go(rep, rep.workspace.id)).body.member.role).toBe('agent');
  });

  test('cannot be switched in the middle of a call', async () => {
    const { rep, second } = await inTwo();
    const call = await ACall.dialled(rep);
    await call.connect();
    expect((await go(rep, second.id)).body.refusal).toEqual({ reason: 'on_a_call' });
    await call.hangUp();
    expect((await go(rep, second.id)).status).toBe(200);
  });

  test('can be opened only by members: another’s is not found, nor one the person was removed from', async () => {
    const { rep, second, memberId } = await inTwo();
    expect((await go(rep, (await makeWorkspace()).id)).status).toBe(404);
    await env.DB.prepare('update member set removed_at = 1 where id = ?').bind(memberId).run();
    expect((await go(rep, second.id)).status).toBe(404);
    expect(await read(rep)).toHaveLength(1);
  });

  test('end the session on removal from the one it is in, but not on removal from another', async () => {
    const { rep, second } = await inTwo();
    await go(rep, second.id);
    const owner = await makeRep(rep.workspace, 'owner');
    await api('DELETE', `/v1/members/${rep.memberId}`, { token: owner.token });
    expect((await api('GET', '/v1/me', { token: rep.token })).status).toBe(200);
    const there = await makeRep(second, 'owner');
    const me = (await api<Me>('GET', '/v1/me', { token: rep.token })).body.member.id;
    await api('DELETE', `/v1/members/${me}`, { token: there.token });
    expect((await api('GET', '/v1/me', { token: rep.token })).status).toBe(401);
  });
});

describe('another workspace', () => {
  test('is created by an owner, in the same organization, with only that owner in it', async () => {
    const owner = await makeRep(undefined, 'owner');
    const { status, body } = await create(owner, ' Acme Support ');
    expect(status).toBe(200);
    const made = body.workspaces.find(({ name }) => name === 'Acme Support');
    expect(made).toMatchObject({ organization: 'Acme', role: 'owner', isThis: false });
    const { body: me } = await go(owner, made?.id ?? '');
    expect([me.workspace.country, me.member.role]).toEqual(['DE', 'owner']);
    const seen = await api<{ members: unknown[] }>('GET', '/v1/members', { token: owner.token });
    expect(seen.body.members).toHaveLength(1);
    const numbers = await api<{ numbers: unknown[] }>('GET', '/v1/numbers', { token: owner.token });
    expect(numbers.body.numbers).toEqual([]);
  });

  test('has a unique name in its organization', async () => {
    const owner = await makeRep(undefined, 'owner');
    const { status, body } = await create(owner, 'acme sales');
    expect([status, body.refusal]).toEqual([409, { reason: 'name_taken' }]);
  });

  test.each(['admin', 'manager', 'agent', 'member'] as const)('is refused to the role %s', async role => {
    expect((await create(await makeRep(undefined, role), 'Another')).status).toBe(403);
  });
});

/** An admin has seen every code they made: they can be any member of their workspace, but nobody in another. */
describe('a code that an admin made', () => {
  const INVITED = 'Somebody else entirely';

  /** An owner of one workspace is invited into another, and the inviting admin uses the code. */
  const stolen = async () => {
    const victim = await makeRep(undefined, 'owner');
    const thief = await makeRep(await makeWorkspace(), 'admin');
    const { body } = await api<{ code: string; invitation: { name: string } }>('POST', '/v1/members', {
      token: thief.token,
      body: { email: `${victim.memberId}@acme.example`, name: INVITED, role: 'agent' },
    });
    const used = await useCode(body.code);
    expect(used.status).toBe(200);
    const session: Rep = { workspace: thief.workspace, memberId: victim.memberId, token: used.token };
    return { victim, thief, session, invited: body.invitation };
  };

  test('opens their workspace only', async () => {
    const { victim, session } = await stolen();
    const { body } = await api<Many & { isBound: boolean }>('GET', '/v1/workspaces', {
      token: session.token,
    });
    expect([body.isBound, body.workspaces.map(({ id }) => id)]).toEqual([true, [session.workspace.id]]);
    expect((await go(session, victim.workspace.id)).status).toBe(404);
    expect((await go(session, session.workspace.id)).status).toBe(200);
  });

  test('shows nothing of the person’s other workspaces, and ends no session there', async () => {
    const { victim, session, invited } = await stolen();
    expect(invited.name).toBe(INVITED);
    const me = await api<Me>('GET', '/v1/me', { token: session.token });
    expect(me.body.member.name).toBe(INVITED);
    expect((await api<Me>('GET', '/v1/me', { token: victim.token })).body.member.name).toBe('Robin Rep');
    const sessions = await api<{ sessions: unknown[] }>('GET', '/v1/sessions', { token: session.token });
    expect(sessions.body.sessions).toHaveLength(1);
    await api('POST', '/v1/sessions/end-others', { token: session.token, body: {} });
    expect((await api('GET', '/v1/me', { token: victim.token })).status).toBe(200);
  });

  test('still opens that workspace only after a passkey was added with it', async () => {
    const { victim, session } = await stolen();
    const own = await APasskey.make();
    const begin = async ({ token }: Rep) =>
      (await api<{ options: Options }>('POST', '/v1/passkeys/begin', { token, body: {} })).body.options;
    const add = ({ token }: Rep, response: unknown) =>
      api<{ passkeys: { id: string }[] }>('POST', '/v1/passkeys', { token, body: { name: 'x', response } });
    await add(victim, await own.register(await begin(victim)));
    const bad = await APasskey.make();
    const added = await add(session, await bad.register(await begin(session)));
    expect(added.body.passkeys.map(({ id }) => id)).toEqual([bad.id]);
    const removal = await api('DELETE', `/v1/passkeys/${own.id}`, { token: session.token });
    expect(removal.status).toBe(404);

    const enter = async (passkey: APasskey) => {
      const asked = await api<{ options: Options }>('POST', '/v1/sessions/passkey-challenge', { body: {} });
      const { keys, tokens } = await makeDevice();
      const body = { device: 'x', keys, response: await passkey.sign(asked.body.options) };
      await api('POST', '/v1/sessions/by-passkey', { body });
      return { ...session, token: tokens.access };
    };
    expect(await read(await enter(bad))).toHaveLength(1);
    expect((await go(await enter(bad), victim.workspace.id)).status).toBe(404);
    // The person never agreed: a workspace another person joined in their place is not theirs.
    expect(await read(await enter(own))).toHaveLength(1);
  });
});
