// A database on this machine, as workerd stores it: a SQLite file in WAL mode, which other processes may open too.
// Opened directly, because starting wrangler for a statement or a migration takes seconds.
import { createHash, createHmac } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ROOT } from './process.ts';

const BUSY_MS = 10_000;
/** As in wrangler.toml. */
const DATABASE_ID = '00000000-0000-4000-8000-000000000000';
const NAMESPACE = 'miniflare-D1DatabaseObject';
const MIGRATIONS = join(ROOT, 'worker/migrations');

/** Miniflare names the file of a database or bucket after the id of the Durable Object that it stores it in. */
export const fileName = (namespace: string, of: string): string => {
  const key = createHash('sha256').update(namespace).digest();
  const half = (text: string | Buffer) => createHmac('sha256', key).update(text).digest().subarray(0, 16);
  const name = half(of);
  return `${Buffer.concat([name, half(name)]).toString('hex')}.sqlite`;
};

const fileOf = (folder: string): string => join(folder, 'v3/d1', NAMESPACE, fileName(NAMESPACE, DATABASE_ID));

/** Whether there is a local database at all: without it, files next to it mean nothing. */
export const hasDatabase = (folder: string): boolean => existsSync(fileOf(folder));

const withDatabase = <T>(folder: string, act: (database: DatabaseSync) => T): T => {
  const database = new DatabaseSync(fileOf(folder), { timeout: BUSY_MS });
  try {
    return act(database);
  } finally {
    // Closing rolls back an uncommitted transaction.
    database.close();
  }
};

const inTransaction = <T>(database: DatabaseSync, act: () => T): T => {
  database.exec('BEGIN IMMEDIATE');
  const result = act();
  database.exec('COMMIT');
  return result;
};

/** All or nothing. */
export const changeLocally = <T>(folder: string, act: (database: DatabaseSync) => T): T =>
  withDatabase(folder, database => inTransaction(database, () => act(database)));

// Created as wrangler does, so that `wrangler d1 migrations` can continue from here.
const APPLIED = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;

const migrations = (): string[] =>
  readdirSync(MIGRATIONS)
    .filter(name => name.endsWith('.sql'))
    .sort();

/** Migrates a local database to the newest version; creates it if there is none. */
export const migrate = async (folder: string): Promise<void> => {
  mkdirSync(join(fileOf(folder), '..'), { recursive: true });
  withDatabase(folder, database => {
    database.exec(`PRAGMA journal_mode = WAL; ${APPLIED}`);
    const applied = new Set(
      database
        .prepare('SELECT name FROM d1_migrations')
        .all()
        .map(each => each.name),
    );
    for (const name of migrations().filter(each => !applied.has(each)))
      inTransaction(database, () => {
        database.exec('PRAGMA defer_foreign_keys = ON');
        database.exec(readFileSync(join(MIGRATIONS, name), 'utf8'));
        database.prepare('INSERT INTO d1_migrations (name) VALUES (?)').run(name);
      });
  });
};
