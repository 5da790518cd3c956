import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  getQueueResult,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { JOB_KINDS } from '../../worker/job-kinds.ts';
import { queue } from '../../worker/queue.ts';
import { SWEEP_CRON, scheduled } from '../../worker/scheduled.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { api, makeRep, makeSetupCode, makeWorkspace, type Rep, sid } from './kit.ts';

let carrier: FakeCarrier;
beforeEach(() => {
  carrier = new FakeCarrier();
});
afterEach(() => void vi.useRealTimers());

const cron = (expression: string) =>
  scheduled(createScheduledController({ cron: expression, scheduledTime: new Date() }), env);

const owedBy = async (workspaceId: string) => {
  const recordingSid = sid('RE');
  const id = `keep/${recordingSid}`;
  const job = { kind: 'recordings.keep', id, workspaceId, recordingSid };
  await env.DB.prepare('insert into outbox (id, workspace_id, job, created_at) values (?, ?, ?, 1)')
    .bind(id, workspaceId, JSON.stringify(job))
    .run();
  const key = `recordings/${workspaceId}/${recordingSid}.wav`;
  await env.DB.prepare('insert into recording values (?, ?, ?, ?, null, ?, null, null, null)')
    .bind(workspaceId, recordingSid, sid('CA'), Date.now(), key)
    .run();
  return { id, recordingSid, job, key };
};

const outboxRow = (id: string) => env.DB.prepare('select * from outbox where id = ?').bind(id).first();

describe('the outbox', () => {
  test('is emptied every minute: jobs that an interruption left behind are still done', async () => {
    const { id: workspaceId } = await makeWorkspace();
    const { id, recordingSid, key } = await owedBy(workspaceId);
    await cron('* * * * *');
    await vi.waitFor(async () => expect(await outboxRow(id)).toMatchObject({ done_at: expect.any(Number) }), {
      timeout: 20_000,
    });
    expect(await env.RECORDINGS.head(key)).not.toBeNull();
    const asked = () => carrier.asked.filter(each => each.path === `/Recordings/${recordingSid}.wav`).length;
    expect(asked()).toBe(1);
    await cron('* * * * *');
    expect(asked()).toBe(1);
  }, 30_000);
});

const bury = async (body: unknown) => {
  const message = { id: crypto.randomUUID(), timestamp: new Date(), attempts: 6, body };
  const batch = createMessageBatch('ringside-jobs-dead', [message]);
  await queue(batch, env);
  return getQueueResult(batch, createExecutionContext());
};

type FailedJobs = { failedJobs: { id: string; title: string; state: string }[] };
const failedJobsOf = ({ token }: Rep) => api<FailedJobs>('GET', '/v1/diagnostics/failed-jobs', { token });

test('each kind of job is declared once, and those that databases already hold are still known', () => {
  const kinds = JOB_KINDS.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(kinds).toEqual(
    expect.arrayContaining([
      'calls.missed',
      'calls.voicemail',
      'recordings.keep',
      'calls.recorded',
      'calls.price',
      'mail.send',
      'signIn.mailCode',
      'team.cutOff',
    ]),
  );
});

describe('a job that has failed for good', () => {
  test('is listed for the owner and the admins of its workspace, and nobody else', async () => {
    const owner = await makeRep(undefined, 'owner');
    const { id, job } = await owedBy(owner.workspace.id);
    expect((await bury(job)).explicitAcks).toHaveLength(1);
    await bury(job);
    for (const rep of [owner, await makeRep(owner.workspace, 'admin')])
      expect((await failedJobsOf(rep)).body.failedJobs).toMatchObject([
        { id, title: 'Fetch a recording from the carrier', state: 'failed_visible' },
      ]);
    expect((await failedJobsOf(await makeRep(owner.workspace))).status).toBe(403);
    expect((await failedJobsOf(await makeRep(undefined, 'owner'))).body.failedJobs).toEqual([]);
    expect(await outboxRow(id)).toMatchObject({ failed_at: expect.any(Number) });
  });

  test('is retried at an admin’s request, and then done once', async () => {
    const owner = await makeRep(undefined, 'owner');
    const { id, job, key } = await owedBy(owner.workspace.id);
    await bury(job);
    const path = `/v1/diagnostics/failed-jobs/${encodeURIComponent(id)}/retry`;
    const retry = ({ token }: Rep) => api('POST', path, { token });
    expect((await retry(await makeRep(undefined, 'owner'))).status).toBe(404);
    expect((await retry(await makeRep(owner.workspace))).status).toBe(403);
    const answers = await Promise.all([retry(owner), retry(owner)]);
    expect(answers.map(each => each.status).sort()).toContain(200);
    expect((await failedJobsOf(owner)).body.failedJobs).toEqual([]);
    await vi.waitFor(async () => expect(await outboxRow(id)).toMatchObject({ done_at: expect.any(Number) }), {
      timeout: 20_000,
    });
    expect(await env.RECORDINGS.head(key)).not.toBeNull();
    expect((await retry(owner)).status).toBe(404);
  }, 30_000);

  test('is retried too when its outbox row is missing', async () => {
    const owner = await makeRep(undefined, 'owner');
    const { id, job } = await owedBy(owner.workspace.id);
    await env.DB.prepare('delete from outbox where id = ?').bind(id).run();
    await bury(job);
    await api('POST', `/v1/diagnostics/failed-jobs/${encodeURIComponent(id)}/retry`, { token: owner.token });
    await vi.waitFor(async () => expect(await outboxRow(id)).toMatchObject({ done_at: expect.any(Number) }), {
      timeout: 20_000,
    });
  }, 30_000);

  test('is kept even when its contents cannot be read', async () => {
    expect((await bury({ kind: 'nonsense' })).explicitAcks).toHaveLength(1);
    const row = await env.DB.prepare("select * from dead_letter where kind = 'unknown'").first();
    expect(row).toMatchObject({ state: 'failed_visible', workspace_id: null });
  });
});

test('the nightly sweep deletes data past its retention time, and nothing else', async () => {
  const rep = await makeRep(undefined, 'owner');
  await makeSetupCode(rep.memberId, Date.now() + 60_000);
  const { id, job, key } = await owedBy(rep.workspace.id);
  await env.RECORDINGS.put(key, 'sound');
  await bury(job);
  const counts = async () => {
    const one = (sql: string, value: string) => env.DB.prepare(sql).bind(value).first<{ n: number }>();
    const rows = await Promise.all([
      one('select count(*) as n from session where member_id = ?', rep.memberId),
      one('select count(*) as n from setup_code where member_id = ?', rep.memberId),
      one('select count(*) as n from dead_letter where id = ?', id),
      one('select count(*) as n from outbox where id = ?', id),
    ]);
    return [...rows.map(row => row?.n), (await env.RECORDINGS.head(key)) ? 1 : 0];
  };
  await cron(SWEEP_CRON);
  expect(await counts()).toEqual([1, 2, 1, 1, 1]);
  expect((await api('GET', '/v1/me', { token: rep.token })).status).toBe(200);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 91 * 24 * 60 * 60_000 });
  await cron(SWEEP_CRON);
  expect(await counts()).toEqual([0, 0, 0, 0, 0]);
});
