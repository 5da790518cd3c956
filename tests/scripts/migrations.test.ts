import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import { CallId } from '../../shared/ids.ts';

const FOLDER = join(ROOT, 'worker/migrations');
const NAMES = readdirSync(FOLDER)
  .filter(name => name.endsWith('.sql'))
  .sort();

/** A database as every migration before this one left it, and the function that applies this one. */
const before = (migration: string) => {
  const database = new DatabaseSync(':memory:');
  const apply = (name: string) => database.exec(readFileSync(join(FOLDER, name), 'utf8'));
  for (const name of NAMES.slice(0, NAMES.indexOf(migration))) apply(name);
  return { database, migrate: () => apply(migration) };
};

test('only the newest migration has a snapshot: drizzle-kit reads no other', () => {
  expect(readdirSync(join(FOLDER, 'meta')).filter(name => name.endsWith('_snapshot.json'))).toEqual([
    `${NAMES.at(-1)?.slice(0, 4)}_snapshot.json`,
  ]);
});

test('recordings of calls and of callers become one table, and none is lost', () => {
  const { database, migrate } = before('0025_recordings.sql');
  database.exec(`
    insert into call_recording (call_id, workspace_id, recording_sid, started_at, key, bytes, kept_at) values
      ('call_1', 'ws_1', 'RE1', 10, 'calls/ws_1/RE1.wav', 5, 11),
      ('call_2', 'ws_1', 'RE2', 20, null, null, null),
      ('call_3', 'ws_1', 'RE3', 30, null, 0, 31),
      ('call_4', 'ws_1', 'RE4', 40, null, 5, 41);
    insert into missed_call (call_sid, workspace_id, from_number, to_number, missed_at, recording_sid,
        recording_seconds, recording_key, recording_kept_at) values
      ('CA5', 'ws_1', '+1', '+2', 50, 'RE5', 7, 'voicemail/ws_1/RE5.wav', 51),
      ('CA5', 'ws_2', '+1', '+2', 50, 'RE5', 7, null, null),
      ('CA6', 'ws_1', '+1', '+2', 60, 'RE6', 8, null, 61),
      ('CA7', 'ws_1', '+1', '+2', 70, null, null, null, null)`);
  migrate();
  const rows = database
    .prepare(
      `select workspace_id || ' ' || call_id || ' ' || started_at as whose, seconds, key, bytes, stored_at,
        deleted_at is not null as is_deleted from recording order by started_at, workspace_id`,
    )
    .all()
    .map(row => Object.values(row));
  expect(rows).toEqual([
    ['ws_1 call_1 10', null, 'calls/ws_1/RE1.wav', 5, 11, 0],
    ['ws_1 call_2 20', null, 'calls/ws_1/RE2.wav', null, null, 0],
    ['ws_1 call_3 30', null, 'calls/ws_1/RE3.wav', 0, 31, 0],
    ['ws_1 call_4 40', null, 'calls/ws_1/RE4.wav', 5, 41, 1],
    ['ws_1 CA5 50', 7, 'voicemail/ws_1/RE5.wav', null, 51, 0],
    ['ws_2 CA5 50', 7, 'voicemail/ws_2/RE5.wav', null, null, 0],
    ['ws_1 CA6 60', 8, 'voicemail/ws_1/RE6.wav', null, 61, 1],
  ]);
  expect(database.prepare('select count(*) as n from missed_call').get()).toEqual({ n: 4 });
});

test('missed calls become inbound calls, with their callers, contacts and messages', () => {
  const { database, migrate } = before('0028_missed_calls.sql');
  database.exec(`
    insert into organization (id, name, created_at) values ('org_1', 'Acme', 1);
    insert into workspace (id, organization_id, name, country, webhook_key, created_at) values
      ('ws_1', 'org_1', 'One', 'US', 'k1', 1), ('ws_2', 'org_1', 'Two', 'US', 'k2', 1);
    insert into number (id, workspace_id, e164, name, created_at) values ('num_1', 'ws_1', '+12125550190', 'Line', 1);
    insert into contact (id, workspace_id, name, company, source, created_at) values
      ('cont_1', 'ws_1', 'Maria', 'Acme', 'call', 1);
    insert into contact_phone (workspace_id, e164, contact_id) values ('ws_1', '+12125550100', 'cont_1');
    insert into missed_call (call_sid, workspace_id, from_number, to_number, missed_at) values
      ('CA1', 'ws_1', '+12125550100', '+12125550190', 10),
      ('CA1', 'ws_2', '+12125550100', '+12125550190', 11),
      ('CA2', 'ws_1', '+266696687', '+12125550190', 20),
      ('CA3', 'ws_1', 'sip:bob@example.com', '+12125550190', 30),
      ('CA4', 'ws_1', null, null, 40),
      ('CA5', 'ws_1', '+1234', '+12125550190', 50),
      ('CA6', 'ws_1', '+12345678901234567', '+12125550190', 60),
      ('CA7', 'ws_1', '+12125550100', 'sip:us@example.com', 70);
    insert into recording (workspace_id, recording_sid, call_id, started_at, key) values
      ('ws_1', 'RE1', 'CA1', 10, 'a'), ('ws_2', 'RE1', 'CA1', 11, 'b'), ('ws_1', 'RE9', 'call_9', 9, 'c')`);
  migrate();
  const rows = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map(row => Object.values(row));
  expect(
    rows(`select workspace_id, customer_call_sid, from_number, caller_address, to_number, contact_name, end_reason,
      opened_at, member_id from call order by opened_at`),
  ).toEqual([
    ['ws_1', 'CA1', '+12125550100', null, '+12125550190', 'Maria', 'voicemail', 10, null],
    ['ws_2', 'CA1', '+12125550100', null, '+12125550190', null, 'voicemail', 11, null],
    ['ws_1', 'CA2', null, null, '+12125550190', null, 'no_answer', 20, null],
    ['ws_1', 'CA3', null, 'sip:bob@example.com', '+12125550190', null, 'no_answer', 30, null],
    ['ws_1', 'CA4', null, null, '+12125550190', null, 'no_answer', 40, null],
    // What is not in E.164 cannot be shown: one such row, and no screen could read a page of calls.
    ['ws_1', 'CA5', null, null, '+12125550190', null, 'no_answer', 50, null],
    ['ws_1', 'CA6', null, null, '+12125550190', null, 'no_answer', 60, null],
    ['ws_1', 'CA7', '+12125550100', null, '+12125550190', 'Maria', 'no_answer', 70, null],
  ]);
  for (const [id] of rows('select id from call')) expect(CallId.safeParse(id).success).toBe(true);
  expect(
    rows(`select recording_sid, recording.workspace_id, customer_call_sid from recording
      left join call on call.id = recording.call_id and call.workspace_id = recording.workspace_id order by started_at`),
  ).toEqual([
    ['RE9', 'ws_1', null],
    ['RE1', 'ws_1', 'CA1'],
    ['RE1', 'ws_2', 'CA1'],
  ]);
  expect(rows('select count(*) from call_leg')).toEqual([[7]]);
  expect(rows("select name from sqlite_master where name = 'missed_call'")).toEqual([]);
});

test('calls survive the change that lets them come in', () => {
  const { database, migrate } = before('0027_inbound_calls.sql');
  database.exec(`
    insert into call (id, workspace_id, member_id, direction, to_number, from_number, caller_id_reason, contact_id, intent,
        phase, opened_at, muted, on_hold, linked, version) values
      ('call_1', 'ws_1', 'mem_1', 'outbound', '+1', '+2', 'first', 'cont_1', '{}', 'ended', 5, 0, 0, 1, 7)`);
  migrate();
  expect(database.prepare('select * from call').get()).toMatchObject({
    id: 'call_1',
    member_id: 'mem_1',
    from_number: '+2',
    caller_id_reason: 'first',
    contact_id: 'cont_1',
    caller_name: null,
    caller_address: null,
    version: 7,
  });
});

test('what was missed so far is in the inbox, by caller and number; who was called back since is done', () => {
  const { database, migrate } = before('0029_inbox.sql');
  const rows = [
    // id, direction, to, from, address, phase, opened, answered, member
    "('call_1', 'inbound', '+12', '+31', null, 'ended', 10, null, null)",
    "('call_2', 'inbound', '+12', '+31', null, 'ended', 20, null, null)",
    "('call_3', 'inbound', '+13', '+31', null, 'ended', 60, null, null)",
    "('call_4', 'inbound', '+12', null, null, 'ended', 12, null, null)",
    "('call_5', 'inbound', '+12', null, null, 'ended', 13, null, null)",
    "('call_6', 'inbound', '+12', null, 'sip:a@b', 'failed', 14, null, null)",
    "('call_7', 'inbound', '+12', '+32', null, 'ended', 15, 16, 'mem_1')",
    "('call_8', 'inbound', '+12', '+33', null, 'ringing', 17, null, null)",
    "('call_9', 'outbound', '+31', '+12', null, 'ended', 49, 50, 'mem_1')",
  ];
  for (const row of rows)
    database.exec(`insert into call (id, direction, to_number, from_number, caller_address, phase, opened_at, answered_at,
      member_id, workspace_id, muted, on_hold, linked, version) values ${row.replace(/\)$/, ", 'ws_1', 0, 0, 1, 1)")}`);
  migrate();
  const entries = database
    .prepare(
      `select id, last_at, done_at, done_by, done_why, (select count(*) from inbox_call where entry_id = e.id) as tries
        from inbox_entry e order by id`,
    )
    .all()
    .map(row => Object.values(row));
  expect(entries).toEqual([
    ['call_1', 20, 50, 'mem_1', 'called_back', 2],
    ['call_3', 60, null, null, null, 1],
    ['call_4', 12, null, null, null, 1],
    ['call_5', 13, null, null, null, 1],
    ['call_6', 14, null, null, null, 1],
  ]);
});
