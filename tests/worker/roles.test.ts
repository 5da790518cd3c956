/** Who may do what: each act tried by each of the five roles, through the API. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Grant } from '../../shared/capabilities.ts';
import { ALL_ROLES, type Role } from '../../shared/endpoint.ts';
import type { Revisions, Settings } from '../../shared/settings/groups.ts';
import { ACall, contactOf } from './a-call.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { ACCOUNT, api, makeMember, makeNumber, makeRep, type Rep, type Workspace } from './kit.ts';

type Refused = { readonly refusal: { readonly reason: string } };

let carrier: FakeCarrier;
let owner: Rep;
let workspace: Workspace;

beforeEach(async () => {
  carrier = new FakeCarrier();
  owner = await makeRep(undefined, 'owner');
  workspace = owner.workspace;
});

/** The status each role gets, one after the other. */
const byRole = async (ask: (by: Rep) => Promise<{ status: number }>): Promise<Record<string, number>> => {
  const answers: Record<string, number> = {};
  for (const role of ALL_ROLES) answers[role] = (await ask(await makeRep(workspace, role))).status;
  return answers;
};
const ADMINS_ONLY = { owner: 200, admin: 200, manager: 403, agent: 403, member: 403 };

type Read = Settings & { readonly revisions: Revisions };
const settings = async () => (await api<Read>('GET', '/v1/settings', { token: owner.token })).body;
const save = async (change: Record<string, unknown>, by = owner) => {
  const { revisions } = await settings();
  return api<Settings & Refused>('PATCH', '/v1/settings', {
    token: by.token,
    body: { revisions, ...change },
  });
};

describe('an act of the dialer', () => {
  const Act = z.object({ name: z.string(), method: z.string(), path: z.string(), may: z.literal('dial') });
  const contracts = import.meta.glob<Record<string, unknown>>('../../shared/*/{contract,*-contract}.ts', {
    eager: true,
  });
  const acts = Object.values(contracts)
    .flatMap(each => Object.values(each))
    .flatMap(each => Act.safeParse(each).data ?? []);

  test('tried by a manager or a member gets 403, whatever they are granted, and nobody rings [F056.2]', async () => {
    const call = await ACall.dialled(await makeRep(workspace));
    await call.connect();
    await save({ grants: Grant.options });
    carrier.asked.length = 0;
    expect(acts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['calls.dial', 'calls.rejoin', 'calls.hangUp', 'calls.voiceToken']),
    );
    for (const role of ['manager', 'member'] as const) {
      const by = await makeRep(workspace, role);
      for (const { name, method, path } of acts) {
        const ids: Readonly<Record<string, string>> = { callId: call.id, callSid: call.repSid };
        const answer = await api(
          method,
          path.replace(/:(\w+)/g, (_, id: string) => ids[id] ?? 'x'),
          {
            token: by.token,
            body: method === 'GET' ? undefined : { intent: { number: call.to, source: 'page', at: 1 } },
            headers: { 'idempotency-key': crypto.randomUUID() },
          },
        );
        expect([role, name, answer.status]).toEqual([role, name, 403]);
      }
    }
    expect(carrier.asked).toEqual([]);
    expect((await call.onRecord()).phase).toBe('connecting');
  });

  test('begins with a token, given only to members who may call and have a session [F020.1]', async () => {
    const ask = (token?: string) => api<{ token: string }>('POST', '/v1/voice/token', { token });
    expect(await byRole(({ token }) => ask(token))).toEqual({
      owner: 200,
      admin: 200,
      manager: 403,
      agent: 200,
      member: 403,
    });
    expect((await ask()).status).toBe(401);
    expect((await ask(owner.token)).body.token.split('.')).toHaveLength(3);
  });
});

describe('grants to a role', () => {
  let contactId: string;
  beforeEach(async () => {
    const call = await ACall.dialled(await makeRep(workspace));
    contactId = contactOf(await call.onRecord()).id;
  });

  const acts = ({ token }: Rep) => ({
    viewContacts: () => api('GET', '/v1/contacts', { token }),
    editContacts: () => api('PATCH', `/v1/contacts/${contactId}`, { token, body: { company: 'X' } }),
    viewCalls: () => api('GET', '/v1/workspace/calls', { token }),
  });
  type Act = keyof ReturnType<typeof acts>;
  const allowedTo = async (by: Rep): Promise<Act[]> => {
    const tried = await Promise.all(
      Object.entries(acts(by)).map(async ([act, ask]) => ({ act, status: (await ask()).status })),
    );
    for (const { status } of tried) expect([200, 403]).toContain(status);
    return tried.filter(({ status }) => status === 200).map(({ act }) => act as Act);
  };
  const subsets = <T>(all: readonly T[]): T[][] =>
    Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_each, index) => bits & (1 << index)));

  const decides = async (role: Role, grantable: readonly Act[]) => {
    const by = await makeRep(workspace, role);
    for (const granted of subsets(grantable)) {
      expect((await save({ grants: granted.map(act => `${role}.${act}`) })).status).toBe(200);
      expect(await allowedTo(by)).toEqual(granted);
    }
  };

  test('let managers view contacts, edit them and view call logs, each on its own [F057.3]', () =>
    decides('manager', ['viewContacts', 'editContacts', 'viewCalls']));

  test('let members view contacts and call logs, each on its own, and never edit [F057.4]', async () => {
    await decides('member', ['viewContacts', 'viewCalls']);
    expect((await save({ grants: ['member.editContacts'] })).status).toBe(400);
  });
});

describe('acts of owners and admins alone', () => {
  test('include reading and changing the carrier’s credentials [F048.5]', async () => {
    expect(await byRole(({ token }) => api('GET', '/v1/settings', { token }))).toEqual(ADMINS_ONLY);
    const { authToken, apiKeySid, apiKeySecret } = ACCOUNT;
    const before = await settings();
    for (const role of ['manager', 'agent', 'member'] as const)
      expect((await save({ authToken, apiKeySid }, await makeRep(workspace, role))).status).toBe(403);
    expect(await settings()).toEqual(before);
    for (const role of ['owner', 'admin'] as const)
      expect(
        (await save({ authToken, apiKeySid, apiKeySecret }, await makeRep(workspace, role))).status,
      ).toBe(200);
  });

  test('include adding and configuring numbers [F055.3]', async () => {
    let next = 4000;
    const fresh = () => `+1312777${next++}`;
    const post = (path: string, body: object) => (by: Rep) =>
      api('POST', `/v1/numbers${path}`, {
        token: by.token,
        body,
        headers: { 'idempotency-key': crypto.randomUUID() },
      });
    expect(await byRole(by => post('', { e164: fresh() })(by))).toEqual(ADMINS_ONLY);
    expect(carrier.account.bought).toBe(2);
    expect(await byRole(by => post('/import', { numbers: [fresh()] })(by))).toEqual(ADMINS_ONLY);
    const id = await makeNumber(workspace, fresh());
    expect(
      await byRole(({ token }) => api('PATCH', `/v1/numbers/${id}`, { token, body: { name: 'X' } })),
    ).toEqual(ADMINS_ONLY);
  });

  const invite = ({ token }: Rep, role: Role) =>
    api<Refused>('POST', '/v1/members', {
      token,
      body: { email: `${crypto.randomUUID()}@acme.example`, name: 'Nia New', role },
    });

  test('include inviting people, whom an admin can make neither owner nor admin [F058.4]', async () => {
    expect(await byRole(by => invite(by, 'agent'))).toEqual(ADMINS_ONLY);
    const admin = await makeRep(workspace, 'admin');
    for (const role of ['owner', 'admin'] as const)
      expect((await invite(admin, role)).body.refusal).toEqual({ reason: 'above_you' });
  });

  test('include changing roles, but never one’s own, and the last owner stays [F059.4]', async () => {
    const change = ({ token }: Rep, id: string, role: Role) =>
      api<Refused>('PATCH', `/v1/members/${id}`, { token, body: { role } });
    const spare = await makeMember(workspace);
    expect(await byRole(by => change(by, spare, 'manager'))).toEqual(ADMINS_ONLY);
    await env.DB.prepare(
      "update member set role = 'agent' where role = 'owner' and id != ? and workspace_id = ?",
    )
      .bind(owner.memberId, workspace.id)
      .run();
    const admin = await makeRep(workspace, 'admin');
    expect((await change(admin, admin.memberId, 'agent')).body.refusal.reason).toBe('yourself');
    expect((await change(owner, owner.memberId, 'agent')).body.refusal.reason).toBe('yourself');
    expect((await change(admin, owner.memberId, 'agent')).body.refusal.reason).toBe('above_you');
    const left = await env.DB.prepare("select id from member where role = 'owner' and workspace_id = ?")
      .bind(workspace.id)
      .all();
    expect(left.results).toEqual([{ id: owner.memberId }]);
  });
});
