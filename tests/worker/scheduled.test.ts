/** The crons while something they need is broken: every step that does not need it still runs. */
import { createScheduledController } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { newSealingKey } from '../../scripts/seal.ts';
import { anchorName } from '../../shared/audit/anchor.ts';
import { SWEEP_CRON, scheduled, sweep } from '../../worker/scheduled.ts';
import { seal } from '../../worker/secrets/index.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { makeRep, makeSetupCode, type Rep, sid } from './kit.ts';
import { logged } from './log-lines.ts';

const LATER = Date.now() + 91 * 24 * 60 * 60_000;
const clock = { now: () => LATER };
// The installation's sealing key has just been rotated.
const rotated = { ...env, SEALING_KEY_2: newSealingKey() };
const night: Env = rotated;
let rep: Rep;

const run = (sql: string, ...values: readonly (string | number | null)[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run();
const value = async (sql: string, ...values: readonly string[]) =>
  Object.values(
    (await env.DB.prepare(sql)
      .bind(...values)
      .first()) ?? {},
  )[0];

/** The database with one damaged table. */
const withoutTable = (table: string): Env => {
  const DB = new Proxy(night.DB, {
    get: (target, name) => {
      const made = Reflect.get(target, name);
      if (name !== 'prepare') return typeof made === 'function' ? made.bind(target) : made;
      return (sql: string) => {
        if (new RegExp(`\\b${table}\\b`).test(sql)) throw new Error(`${table} is damaged`);
        return target.prepare(sql);
      };
    },
  });
  return { ...night, DB };
};

const downBucket = (broken: 'delete' | 'list' | 'put'): Env => {
  const RECORDINGS = new Proxy(night.RECORDINGS, {
    get: (target, name) => {
      if (name === broken) return () => Promise.reject(new Error('down'));
      const made = Reflect.get(target, name);
      return typeof made === 'function' ? made.bind(target) : made;
    },
  });
  return { ...night, RECORDINGS };
};

const keyOf = (folder: string) => `${folder}/${rep.workspace.id}/RE1.wav`;
const KEYS = ['calls', 'voicemail', 'recordings'];

/** The effect by which each step can be seen to have run. */
const IS_DONE: Readonly<Record<string, () => Promise<boolean>>> = {
  'sessions.forget': async () =>
    (await value('select count(*) from session where member_id = ?', rep.memberId)) === 0,
  'codes.forget': async () =>
    (await value('select count(*) from setup_code where member_id = ?', rep.memberId)) === 0,
  'jobs.forget': async () =>
    (await value('select count(*) from dead_letter where workspace_id = ?', rep.workspace.id)) === 0,
  'recordings.forget': async () => {
    const left = await Promise.all(KEYS.map(folder => env.RECORDINGS.head(keyOf(folder))));
    const rows = 'select count(*) from recording where deleted_at is null and workspace_id = ?';
    return left.every(each => each === null) && (await value(rows, rep.workspace.id)) === 0;
  },
  'ai.resealKeys': async () =>
    String(await value('select api_key from ai_account where workspace_id = ?', rep.workspace.id)).startsWith(
      '2.',
    ),
  'workspace.lookAfterAccounts': async () =>
    String(
      await value('select auth_token from carrier_account where workspace_id = ?', rep.workspace.id),
    ).startsWith('2.'),
  'audit.anchor': async () => (await env.RECORDINGS.head(anchorName(LATER))) !== null,
};

beforeEach(async () => {
  new FakeCarrier();
  rep = await makeRep();
  const { id } = rep.workspace;
  await makeSetupCode(rep.memberId);
  await run(
    "insert into dead_letter (id, workspace_id, kind, state, job, tries, failed_at) values (?, ?, 'x', 'failed_visible', '{}', 1, 1)",
    sid('DL'),
    id,
  );
  await run('delete from recording');
  for (const folder of KEYS) {
    await env.RECORDINGS.put(keyOf(folder), 'sound');
    await run(
      'insert into recording values (?, ?, ?, 1, null, ?, 5, 1, null)',
      id,
      sid('RE'),
      sid('CA'),
      keyOf(folder),
    );
  }
  await run(
    "insert into ai_account (workspace_id, endpoint, model, api_key, checked_at) values (?, 'https://ai.example', 'm', ?, 1)",
    id,
    await seal(env, { workspaceId: id, name: 'ai_api_key' }, 'secret'),
  );
  await env.RECORDINGS.delete(anchorName(LATER));
});

describe('every night', () => {
  test.each<[string, () => Env, readonly string[]]>([
    ['nothing', () => night, []],
    ['sessions', () => withoutTable('session'), ['sessions.forget']],
    ['setup codes', () => withoutTable('setup_code'), ['codes.forget']],
    ['failed jobs', () => withoutTable('dead_letter'), ['jobs.forget']],
    ['recordings', () => withoutTable('recording'), ['recordings.forget']],
    ['language models', () => withoutTable('ai_account'), ['ai.resealKeys']],
    ['accounts', () => withoutTable('carrier_account'), ['workspace.lookAfterAccounts']],
    ['the audit log', () => withoutTable('audit_entry'), ['audit.anchor']],
    ['the list of the bucket', () => downBucket('list'), ['audit.anchor']],
    ['deleting from the bucket', () => downBucket('delete'), ['recordings.forget']],
    ['writing to the bucket', () => downBucket('put'), ['audit.anchor']],
  ])(
    'with %s broken, every step that does not need it runs, and the failure is reported',
    async (_what, broken, fail) => {
      const swept = sweep(broken(), clock);
      if (fail.length === 0) await swept;
      else await expect(swept).rejects.toThrow(`Failed: ${fail.join(', ')}`);
      expect(logged('scheduled.failed').map(({ act }) => act)).toEqual(fail);
      for (const [step, isDone] of Object.entries(IS_DONE))
        expect([step, await isDone()]).toEqual([step, !fail.includes(step)]);
    },
  );
});

describe('every minute', () => {
  const minute = (broken: Partial<Env>) =>
    scheduled(createScheduledController({ cron: '* * * * *', scheduledTime: new Date() }), {
      ...night,
      ...broken,
    });
  const unsealed = () => value('select count(*) from audit_entry where seal is null');
  const intents = () => value('select count(*) from audit_intent');
  const intend = (requestId: string, after: string) =>
    run(
      "insert into audit_intent (request_id, workspace_id, at, act, after) values (?, ?, 1, 'x', ?)",
      requestId,
      rep.workspace.id,
      after,
    );

  test('seals what was done even while the queue accepts nothing', async () => {
    await run(
      'insert into outbox (id, workspace_id, job, created_at) values (?, ?, ?, 1)',
      sid('JO'),
      rep.workspace.id,
      '{}',
    );
    await intend('req_left', '{}');
    const JOBS = { ...env.JOBS, sendBatch: vi.fn().mockRejectedValue(new Error('down')) };
    await expect(minute({ JOBS })).rejects.toThrow('Failed: jobs.drain');
    expect([await intents(), await unsealed()]).toEqual([0, 0]);
    await run('delete from outbox');
  });

  test('logs every act that can be logged, whatever is wrong with one of them', async () => {
    await intend('req_a', 'not JSON');
    await intend('req_b', '{}');
    await expect(minute({})).rejects.toThrow('Failed: audit.writeLeftIntents');
    expect(logged('scheduled.failed')).toMatchObject([
      { act: 'x', requestId: 'req_a' },
      { act: 'audit.writeLeftIntents' },
    ]);
    expect([await intents(), await unsealed()]).toEqual([1, 0]);
    await run('delete from audit_intent');
  });

  test('reports no failure when there is none', async () => {
    await minute({});
    await scheduled(createScheduledController({ cron: SWEEP_CRON, scheduledTime: new Date() }), night);
    expect(logged('scheduled.failed')).toEqual([]);
    expect(logged('scheduled').map(({ act }) => act)).toEqual(['drain', 'sweep']);
  });
});
