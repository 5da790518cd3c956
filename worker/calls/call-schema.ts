/** The migrations of a LiveCall's storage. Append-only. */
import type { StorageMigration } from '../object-sql.ts';
import type { CallSpec } from './spec.ts';

const TABLES = `
  create table if not exists spec (id integer primary key check (id = 1), json text not null);
  create table if not exists fact (key text primary key, json text not null);
  create table if not exists call_leg (call_sid text primary key, kind text not null);
  create table if not exists ticket (ticket text primary key, expires_at integer not null, call_sid text);
  create table if not exists effect (name text primary key, state text not null, tries integer not null, at integer not null);
  create table if not exists mark (name text primary key, value text not null);
`;

/** Whether this storage predates migrations: the spec row then has a version column of its own. */
const isNumbered = (sql: SqlStorage): boolean =>
  sql.exec("select 1 from pragma_table_info('spec') where name = 'schema_version'").toArray().length > 0;

const has = (sql: SqlStorage, table: string): boolean =>
  sql.exec('select 1 from sqlite_master where name = ?', table).toArray().length > 0;

/** Storage that predates migrations has these tables, or older ones (one rep leg, no tickets) that are converted. */
const first: StorageMigration = sql => {
  sql.exec(TABLES);
  if (!isNumbered(sql)) return;
  const [row] = sql.exec<{ json: string }>('select json from spec where schema_version < 2').toArray();
  if (!row || !has(sql, 'leg')) return;
  const { ticket, ticketExpiresAt }: CallSpec = JSON.parse(row.json);
  sql.exec('insert or ignore into call_leg select call_sid, kind from leg order by kind desc');
  sql.exec(
    `insert or ignore into ticket values (?, ?, (select call_sid from leg where kind = 'rep'))`,
    ticket,
    ticketExpiresAt,
  );
};

/** The version is now stored for the storage as a whole, so the spec row's own column is dropped. */
const second: StorageMigration = sql => {
  if (isNumbered(sql)) sql.exec('alter table spec drop column schema_version');
};

export const CALL_SCHEMA: readonly StorageMigration[] = [first, second];
