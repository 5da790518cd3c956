import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/process.ts';

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
