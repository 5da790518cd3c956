/** The migrations of a LiveCall's storage. Append-only. */
import { FIRST_REP } from '../../shared/calls/parties.ts';
import type { StorageMigration } from '../object-sql.ts';
import { EFFECTS_OF_PAIR, factOfPair } from './facts-of-pair.ts';
import { firstFacts } from './first-facts.ts';
import type { OutboundSpec } from './spec.ts';

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
  const { ticket, ticketExpiresAt }: OutboundSpec = JSON.parse(row.json);
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

/** A call used to be a pair: its facts, legs and effects now name parties. */
const third: StorageMigration = sql => {
  sql.exec('alter table call_leg rename column kind to party');
  sql.exec(`update call_leg set party = '${FIRST_REP}' where party = 'rep'`);
  sql.exec(`alter table ticket add column party text not null default '${FIRST_REP}'`);
  for (const { key, json } of sql.exec<{ key: string; json: string }>('select key, json from fact').toArray())
    sql.exec('update fact set json = ? where key = ?', JSON.stringify(factOfPair(JSON.parse(json))), key);
  for (const [old, name] of Object.entries(EFFECTS_OF_PAIR))
    sql.exec('update effect set name = ? where name = ?', name, old);
  const [row] = sql.exec<{ json: string }>('select json from spec').toArray();
  if (!row) return;
  const facts = firstFacts(JSON.parse(row.json));
  for (const fact of facts)
    sql.exec('insert or ignore into fact values (?, ?)', fact.key, JSON.stringify(fact));
  // dial.opened was there before; the others are no news that would have to be published.
  sql.exec("update mark set value = value + ? where name = 'published'", facts.length - 1);
};

export const CALL_SCHEMA: readonly StorageMigration[] = [first, second, third];
