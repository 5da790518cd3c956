/** The audit log's seals, tested against concurrent sealers and against anyone who can write to the database. */
import { createScheduledController } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import * as fromOutside from '../../scripts/seal.ts';
import { ANCHOR_PREFIX, Anchor, anchorName } from '../../shared/audit/anchor.ts';
import { type Chain, chainFrom, follow } from '../../shared/audit/chain.ts';
import { FIRST_SEAL, type StoredEntry, sealedText, sealOf } from '../../shared/audit/seal.ts';
import { anchorSeals } from '../../worker/audit/anchor.ts';
import { sealEntries } from '../../worker/audit/index.ts';
import { sha256 } from '../../worker/platform.ts';
import { SWEEP_CRON, scheduled } from '../../worker/scheduled.ts';
import { auditMac } from '../../worker/secrets/index.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { makeRep, makeWorkspace } from './kit.ts';
import { logged } from './log-lines.ts';

type Row = StoredEntry & { readonly seal: string | null };
const DAY_MS = 24 * 60 * 60_000;
const KEEPERS = [
  'audit_entry_is_kept',
  'audit_entry_stays',
  'audit_entry_is_not_replaced',
  'audit_entry_comes_last',
];

let workspaceId: string;

const run = (sql: string, ...values: readonly (string | number | null)[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run();

const write = async (act: string, of = workspaceId): Promise<void> => {
  const sql = 'insert into audit_entry (workspace_id, at, act, request_id) values (?, 1, ?, ?)';
  await run(sql, of, act, `req_${act}`);
};

const rowsOf = async (of = workspaceId): Promise<Row[]> =>
  (
    await env.DB.prepare(
      `select id, workspace_id as workspaceId, at, member_id as memberId, act, target, before, after,
       request_id as requestId, seal from audit_entry where workspace_id = ? order by id`,
    )
      .bind(of)
      .all<Row>()
  ).results;

const mac = (key: number, id: string, digest: string) => auditMac(env, key, id, digest);
const chainOf = async (rows: readonly Row[], check = mac): Promise<Chain> => {
  let chain = chainFrom();
  for (const row of rows) chain = await follow(chain, row, { digest: sha256, mac: check });
  return chain;
};

/** The owner of the database can drop its triggers and restore them. */
const withoutTriggers = async (act: () => Promise<unknown>): Promise<void> => {
  const { results } = await env.DB.prepare("select name, sql from sqlite_master where type = 'trigger'").all<{
    name: string;
    sql: string;
  }>();
  const ours = results.filter(({ name }) => KEEPERS.includes(name));
  expect(ours).toHaveLength(KEEPERS.length);
  for (const { name } of ours) await run(`drop trigger ${name}`);
  await act();
  for (const { sql } of ours) await run(sql);
};

/** Reseals every entry of the workspace, as an attacker would who has everything but the key. */
const sealAnew = async (sealWith: (digest: string) => string | Promise<string>): Promise<void> => {
  let previous = FIRST_SEAL;
  for (const { seal: _, ...entry } of await rowsOf()) {
    previous = await sealWith(await sha256(sealedText(previous, entry)));
    await run('update audit_entry set seal = ? where id = ?', previous, entry.id);
  }
};

beforeEach(async () => {
  new FakeCarrier();
  workspaceId = (await makeWorkspace()).id;
  for (const act of ['one', 'two', 'three']) await write(act);
});

describe('sealing', () => {
  test('makes each workspace’s entries a chain that only the Worker’s key can make', async () => {
    const other = (await makeWorkspace()).id;
    await write('elsewhere', other);
    await sealEntries(env);
    for (const of of [workspaceId, other]) {
      const rows = await rowsOf(of);
      expect(await chainOf(rows)).toMatchObject({
        provenUpTo: rows.at(-1)?.id,
        brokenFrom: null,
        unkeyed: 0,
        unsealed: 0,
      });
    }
    const sealingKey = env.SEALING_KEY_1 ?? '';
    expect(fromOutside.auditMac(sealingKey, workspaceId, 'text')).toBe(await mac(1, workspaceId, 'text'));
    const foreign = fromOutside.newSealingKey();
    const wrong = async (_: number, id: string, digest: string) => fromOutside.auditMac(foreign, id, digest);
    const [first] = await rowsOf();
    expect((await chainOf(await rowsOf(), wrong)).brokenFrom).toBe(first?.id);
  });

  /** The Worker's environment, with a hook that runs just before a statement that matches `like`. */
  const with_ = (like: RegExp, happens: () => Promise<unknown>): Env => {
    let isDone = false;
    const late = async () => {
      if (isDone) return;
      isDone = true;
      await happens();
    };
    const statement = (made: D1PreparedStatement): D1PreparedStatement =>
      new Proxy(made, {
        get: (target, name) => {
          if (name === 'bind') return (...values: unknown[]) => statement(target.bind(...values));
          const act = Reflect.get(target, name);
          return typeof act !== 'function'
            ? act
            : async (...args: unknown[]) => {
                await late();
                return act.apply(target, args);
              };
        },
      });
    const DB = new Proxy(env.DB, {
      get: (target, name) => {
        if (name === 'prepare')
          return (sql: string) => (like.test(sql) ? statement(target.prepare(sql)) : target.prepare(sql));
        if (name === 'batch' && like.test('batch'))
          return async (all: D1PreparedStatement[]) => {
            await late();
            return target.batch(all);
          };
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    return { ...env, DB };
  };

  test.each([
    ['has read the unsealed entries', /"seal" is not null/],
    ['has computed its seals', /^batch$/],
  ])('is done by one of two sealers: the slower one, which %s, writes nothing', async (_when, like) => {
    // The slow sealer holds one entry more than the sealer that overtakes it.
    const slow = with_(like, async () => {
      await sealEntries(with_(/^batch$/, () => write('four')));
    });
    await sealEntries(slow);
    await sealEntries(env);
    const rows = await rowsOf();
    expect(rows.map(({ act }) => act)).toEqual(['one', 'two', 'three', 'four']);
    expect(await chainOf(rows)).toMatchObject({ brokenFrom: null, unsealed: 0, provenUpTo: rows.at(-1)?.id });
  });

  test('leaves every chain whole when many seal at once while entries are being written', async () => {
    const more = Array.from({ length: 12 }, (_, n) => write(`more${n}`));
    await Promise.all([...more, ...Array.from({ length: 6 }, () => sealEntries(env))]);
    await sealEntries(env);
    expect(await chainOf(await rowsOf())).toMatchObject({ brokenFrom: null, unsealed: 0 });
  });

  test('waits in an installation without a key: its seals could not be told from forged ones', async () => {
    const { SEALING_KEY_1: _, ...without } = env;
    await sealEntries(without as Env);
    expect((await rowsOf()).every(({ seal }) => seal === null)).toBe(true);
    expect(logged('audit.unsealed')).toHaveLength(1);
  });

  test('is done by the cron that runs every minute', async () => {
    await scheduled(createScheduledController({ cron: '* * * * *', scheduledTime: new Date() }), env);
    expect((await rowsOf()).every(({ seal }) => seal !== null)).toBe(true);
  });
});

describe('an entry', () => {
  test.each([
    ['changed', "update audit_entry set act = 'x' where id = ?"],
    ['resealed', "update audit_entry set seal = 'x' where id = ?"],
    ['deleted', 'delete from audit_entry where id = ?'],
    [
      'replaced',
      "insert or replace into audit_entry (id, workspace_id, at, act, request_id) values (?, 'w', 1, 'x', 'r')",
    ],
    [
      'replaced by SQLite’s other word for it',
      "replace into audit_entry (id, workspace_id, at, act, request_id) values (?, 'w', 1, 'x', 'r')",
    ],
    ['replaced by moving another over it', "update or replace audit_entry set id = ? where act = 'three'"],
    [
      'changed by writing it again',
      "insert into audit_entry (id, workspace_id, at, act, request_id) values (?, 'w', 1, 'x', 'r') on conflict (id) do update set act = 'x'",
    ],
  ])('cannot be %s, sealed or not', async (_how, sql) => {
    for (const seal of [async () => undefined, () => sealEntries(env)]) {
      await seal();
      const before = await rowsOf();
      // An unsealed row may still be sealed.
      if (sql.includes('set seal') && before[0]?.seal === null) continue;
      await expect(run(sql, before[0]?.id ?? 0)).rejects.toThrow('only written, never changed');
      expect(await rowsOf()).toEqual(before);
    }
  });

  test.each([
    ['before others', 'id', '0'],
    ['at a number below all', 'id', '-1'],
    ['with a seal of its own', 'seal', "'x'"],
  ])('cannot be inserted %s', async (_how, column, value) => {
    const sql = `insert into audit_entry (workspace_id, at, act, request_id, ${column}) values ('w', 1, 'x', 'r', ${value})`;
    await expect(run(sql)).rejects.toThrow('only written, never changed');
  });
});

describe('the nightly anchor', () => {
  const at = (days: number) => ({ now: () => Date.UTC(2026, 5, 1) + days * DAY_MS });
  const stored = async (days: number) => {
    const object = await env.RECORDINGS.get(anchorName(at(days).now()));
    return object ? Anchor.parse(await object.json()) : undefined;
  };
  const anchored = async (days: number) =>
    (await stored(days))?.workspaces.find(({ id }) => id === workspaceId);

  beforeEach(async () => {
    const { objects } = await env.RECORDINGS.list({ prefix: ANCHOR_PREFIX });
    await env.RECORDINGS.delete(objects.map(({ key }) => key));
    // The chains left by earlier tests do not belong here.
    await withoutTriggers(() => run('delete from audit_entry where workspace_id <> ?', workspaceId));
    await anchorSeals(env, at(0));
  });

  test('stores the last seal outside the database, once a day', async () => {
    const [last] = (await rowsOf()).slice(-1);
    expect(await anchored(0)).toEqual({
      id: workspaceId,
      entryId: last?.id,
      seal: last?.seal,
      brokenFrom: null,
    });
    expect(logged('audit.anchored')).toMatchObject([{ seal: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    await write('four');
    await anchorSeals(env, at(0));
    expect(await anchored(0)).toMatchObject({ entryId: last?.id });
    await anchorSeals(env, at(1));
    expect(await anchored(1)).toMatchObject({ entryId: (await rowsOf()).at(-1)?.id, brokenFrom: null });
  });

  const lastId = async () => (await rowsOf()).at(-1)?.id ?? 0;
  test.each<[string, () => Promise<unknown>]>([
    ['the newest entries are deleted', () => run("delete from audit_entry where act = 'three'")],
    ['every entry is deleted', () => run('delete from audit_entry')],
    [
      'an old entry is changed',
      () => run("update audit_entry set act = 'x' where act = 'one'").then(() => sealAnew(digest => digest)),
    ],
    [
      'every entry is resealed without a key',
      async () => {
        await run("update audit_entry set act = 'x' where act = 'three'");
        await sealAnew(digest => digest);
      },
    ],
    [
      'every entry is resealed with another key',
      async () => {
        await run("update audit_entry set act = 'x' where act = 'three'");
        const key = fromOutside.newSealingKey();
        await sealAnew(digest => sealOf(1, digest, fromOutside.auditMac(key, workspaceId, digest)));
      },
    ],
    [
      'the entries after the anchor are sealed with another key',
      async () => {
        await write('four');
        const rows = await rowsOf();
        const entry = rows.at(-1);
        if (!entry) throw new Error('no entry');
        const { seal: _, ...plain } = entry;
        const digest = await sha256(sealedText(rows.at(-2)?.seal ?? '', plain));
        await run('update audit_entry set seal = ? where id = ?', sealOf(99, digest, digest), entry.id);
      },
    ],
    [
      'the entries after the anchor are sealed without a key',
      async () => {
        await write('four');
        const rows = await rowsOf();
        const entry = rows.at(-1);
        if (!entry) throw new Error('no entry');
        const { seal: _, ...plain } = entry;
        const digest = await sha256(sealedText(rows.at(-2)?.seal ?? '', plain));
        await run('update audit_entry set seal = ? where id = ?', digest, entry.id);
      },
    ],
  ])('reveals when %s, and keeps reporting it', async (_what, attack) => {
    const was = await anchored(0);
    await withoutTriggers(attack);
    await expect(anchorSeals(env, at(1))).rejects.toThrow('The audit log was changed');
    expect(logged('audit.broken')).toMatchObject([{ workspaceId }]);
    expect(await anchored(1)).toMatchObject({ ...was, brokenFrom: expect.any(Number) });
    await write('later');
    await expect(anchorSeals(env, at(2))).rejects.toThrow('The audit log was changed');
    expect(await anchored(2)).toMatchObject({ ...was, brokenFrom: expect.any(Number) });
    await withoutTriggers(() => run('delete from audit_entry'));
    expect(await lastId()).toBe(0);
  });

  test('is stored by the nightly cron', async () => {
    await scheduled(createScheduledController({ cron: SWEEP_CRON, scheduledTime: new Date() }), env);
    expect(await env.RECORDINGS.head(anchorName(Date.now()))).not.toBeNull();
  });

  test('lets a new key vouch for everything older keys sealed, so that those can be removed', async () => {
    const rotated = { ...env, SEALING_KEY_2: fromOutside.newSealingKey() };
    await Promise.all([anchorSeals(rotated, at(1)), anchorSeals(rotated, at(1))]);
    const rows = await rowsOf();
    expect(rows.map(({ act }) => act)).toEqual(['one', 'two', 'three', 'audit.newKey']);
    const { SEALING_KEY_1: _, ...newest } = rotated;
    const withNewest = (key: number, id: string, digest: string) => auditMac(newest as Env, key, id, digest);
    expect(await chainOf(rows, withNewest)).toMatchObject({ provenUpTo: rows.at(-1)?.id, brokenFrom: null });
    const changed = rows.map(row => (row.act === 'two' ? { ...row, act: 'x' } : row));
    expect((await chainOf(changed, withNewest)).brokenFrom).toBe(rows[1]?.id);
    await write('four');
    await anchorSeals(newest as Env, at(2));
    expect(await anchored(2)).toMatchObject({ brokenFrom: null, entryId: await lastId() });
  });

  test('keeps seals from before there were keys valid: the first seal with a key vouches for them', async () => {
    await env.RECORDINGS.delete(anchorName(at(0).now()));
    await withoutTriggers(() => sealAnew(digest => digest));
    expect(await chainOf(await rowsOf())).toMatchObject({ unkeyed: 3, provenUpTo: null, brokenFrom: null });
    await anchorSeals(env, at(1));
    const rows = await rowsOf();
    expect(await chainOf(rows)).toMatchObject({ unkeyed: 3, provenUpTo: rows.at(-1)?.id, brokenFrom: null });
    expect(rows.at(-1)?.act).toBe('audit.newKey');
  });

  test('of one workspace does not depend on another’s entries', async () => {
    const rep = await makeRep();
    await withoutTriggers(() => run("delete from audit_entry where act = 'three'"));
    await expect(anchorSeals(env, at(1))).rejects.toThrow();
    const other = (await stored(1))?.workspaces.find(({ id }) => id === rep.workspace.id);
    expect(other).toMatchObject({ brokenFrom: null });
  });
});
