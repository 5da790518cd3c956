import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { StoredEntry } from '../../shared/audit/seal.ts';
import { writeLeftIntents } from '../../worker/audit/left.ts';
import { FakeCarrier } from './fake-carrier.ts';
import {
  api,
  CUSTOMER,
  makeMember,
  makeRep,
  makeSetupCode,
  makeWorkspace,
  type Rep,
  useCode,
} from './kit.ts';

type Log = {
  entries: {
    id: number;
    act: string;
    member: { id: string; name: string } | null;
    after: unknown;
    target: string | null;
    targetName: string | null;
    seal: string | null;
    requestId: string;
    at: number;
  }[];
  members: { id: string }[];
  acts: string[];
  hasMore: boolean;
};
const logOf = async ({ token }: Pick<Rep, 'token'>, query = '') =>
  (await api<Log>('GET', `/v1/audit${query}`, { token })).body;
const rowsOf = async (workspaceId: string) =>
  (
    await env.DB.prepare(
      `select id, workspace_id as workspaceId, at, member_id as memberId, act, target, before, after,
       request_id as requestId, seal from audit_entry where workspace_id = ? order by id`,
    )
      .bind(workspaceId)
      .all<StoredEntry & { seal: string | null }>()
  ).results;

beforeEach(() => void new FakeCarrier());

describe('the audit log', () => {
  test('records who did what, when and with what, and holds no secret', async () => {
    const workspace = await makeWorkspace();
    const memberId = await makeMember(workspace, 'owner');
    const code = await makeSetupCode(memberId);
    const { token } = await useCode(code);
    const log = await logOf({ token });
    expect(log.entries).toMatchObject([
      {
        act: 'team.signIn',
        member: { id: memberId, name: 'Robin Rep' },
        after: { device: 'test' },
        requestId: expect.stringMatching(/^req_/),
      },
    ]);
    expect(JSON.stringify(await rowsOf(workspace.id))).not.toContain(code);
    expect(Math.abs((log.entries[0]?.at ?? 0) - Date.now())).toBeLessThan(10_000);
  });

  test('records a dial, and who hung up', async () => {
    const owner = await makeRep(undefined, 'owner');
    const rep = await makeRep(owner.workspace);
    await api('POST', '/v1/calls', {
      token: rep.token,
      body: { intent: { number: CUSTOMER, source: 'page', at: 1 } },
      headers: { 'idempotency-key': 'a-key-of-a-dial' },
    });
    await vi.waitFor(async () => expect((await logOf(owner, '?act=calls.')).entries).toHaveLength(1));
    const [entry] = (await logOf(owner, '?act=calls.')).entries;
    expect(entry).toMatchObject({
      act: 'calls.dial',
      target: CUSTOMER,
      targetName: null,
      member: { id: rep.memberId },
      after: { intent: { number: CUSTOMER } },
    });
  });

  test('names what an act was done to, unless that is another workspace’s', async () => {
    const [owner, stranger] = [await makeRep(undefined, 'owner'), await makeRep(undefined, 'owner')];
    const sam = await makeMember(owner.workspace);
    await env.DB.prepare('update member set name = ? where id = ?').bind('Sam Fields', sam).run();
    await api('PATCH', `/v1/members/${sam}`, { token: owner.token, body: { role: 'manager' } });
    const insert = env.DB.prepare(
      'insert into audit_entry (workspace_id, at, act, target, request_id) values (?, 1, ?, ?, ?)',
    );
    await insert.bind(owner.workspace.id, 'team.removeMember', stranger.memberId, 'req_1').run();
    const { entries } = await logOf(owner, '?act=team.');
    expect(entries.filter(({ act }) => act !== 'team.signIn')).toMatchObject([
      { target: stranger.memberId, targetName: null },
      { target: sam, targetName: 'Sam Fields' },
    ]);
    const { body } = await api<{ call: { id: string } }>('POST', '/v1/calls', {
      token: owner.token,
      body: { intent: { number: CUSTOMER, source: 'page', at: 1 } },
      headers: { 'idempotency-key': 'a-key-of-a-dial' },
    });
    await api('POST', `/v1/calls/${body.call.id}/hang-up`, { token: owner.token, body: {} });
    await vi.waitFor(async () =>
      expect((await logOf(owner, '?act=calls.hangUp')).entries).toMatchObject([
        { target: body.call.id, targetName: CUSTOMER },
      ]),
    );
  });

  test('has no entry for a refused act', async () => {
    const owner = await makeRep(undefined, 'owner');
    const before = (await rowsOf(owner.workspace.id)).length;
    await api('POST', '/v1/diagnostics/failed-jobs/none/retry', { token: owner.token, body: {} });
    await useCode('0'.repeat(20));
    expect(await rowsOf(owner.workspace.id)).toHaveLength(before);
  });

  test('is read page by page, filtered by person, act and time', async () => {
    const owner = await makeRep(undefined, 'owner');
    const other = await makeRep(owner.workspace, 'admin');
    for (let n = 0; n < 4; n++)
      await env.DB.prepare(
        'insert into audit_entry (workspace_id, at, member_id, act, request_id) values (?, ?, ?, ?, ?)',
      )
        .bind(owner.workspace.id, 1000 + n, other.memberId, 'numbers.buy', `req_${n}`)
        .run();
    const first = await logOf(owner, '?limit=3');
    expect(first).toMatchObject({ hasMore: true, acts: ['numbers.buy', 'team.signIn'] });
    expect(first.entries.map(({ at }) => at)).toEqual([1003, 1002, 1001]);
    const rest = await logOf(owner, `?limit=10&before=${first.entries.at(-1)?.id}`);
    expect(rest.hasMore).toBe(false);
    expect(rest.entries).toHaveLength(3);
    expect((await logOf(owner, `?memberId=${owner.memberId}`)).entries).toHaveLength(1);
    expect((await logOf(owner, '?act=numbers.&since=1001&until=1002')).entries.map(({ at }) => at)).toEqual([
      1002, 1001,
    ]);
    expect(first.members.map(({ id }) => id).sort()).toEqual([owner.memberId, other.memberId].sort());
  });

  test('is closed to other workspaces and to roles that may not read it', async () => {
    const owner = await makeRep(undefined, 'owner');
    const stranger = await makeRep(undefined, 'owner');
    const ids = new Set((await logOf(owner)).entries.map(({ id }) => id));
    expect((await logOf(stranger)).entries.some(({ id }) => ids.has(id))).toBe(false);
    for (const role of ['manager', 'agent', 'member'] as const) {
      const { token } = await makeRep(owner.workspace, role);
      expect((await api('GET', '/v1/audit', { token })).status).toBe(403);
    }
  });
});

describe('an act whose entry could not be written', () => {
  const intents = async () =>
    (await env.DB.prepare('select act from audit_intent').all<{ act: string }>()).results.map(
      ({ act }) => act,
    );
  const late = { now: () => Date.now() + 3 * 60_000 };

  test('is still in the log in the end, with the values that were requested', async () => {
    const owner = await makeRep(undefined, 'owner');
    const memberId = await makeMember(owner.workspace);
    await env.DB.exec(
      "CREATE TRIGGER broken BEFORE INSERT ON audit_entry WHEN new.act = 'team.changeRole' BEGIN SELECT RAISE(ABORT, 'broken'); END;",
    );
    const answer = await api('PATCH', `/v1/members/${memberId}`, {
      token: owner.token,
      body: { role: 'manager' },
    });
    await env.DB.exec('DROP TRIGGER broken;');
    expect(answer.status).toBe(500);
    expect(await intents()).toEqual(['team.changeRole']);
    await writeLeftIntents(env, { now: Date.now });
    expect(await intents()).toHaveLength(1);
    await Promise.all(Array.from({ length: 4 }, () => writeLeftIntents(env, late)));
    await writeLeftIntents(env, late);
    const entries = (await logOf(owner)).entries.filter(({ act }) => act === 'team.changeRole');
    expect(entries).toMatchObject([
      { target: memberId, after: { asked: { memberId, role: 'manager' }, outcome: 'unknown' } },
    ]);
    expect(await intents()).toEqual([]);
  });

  test('leaves no pending intent once it was refused, or carried out and logged', async () => {
    const owner = await makeRep(undefined, 'owner');
    const memberId = await makeMember(owner.workspace);
    const change = (id: string) =>
      api('PATCH', `/v1/members/${id}`, { token: owner.token, body: { role: 'manager' } });
    expect((await change(memberId)).status).toBe(200);
    expect((await change(owner.memberId)).status).toBe(409);
    expect((await change(`mem_${'0'.repeat(26)}`)).status).toBe(404);
    expect(await intents()).toEqual([]);
  });
});
