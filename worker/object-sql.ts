/**
 * A Durable Object's own SQLite, with numbered schema versions. It has no tables before its first row: an object that
 * stored nothing ceases to exist when it stops, so a call to a made-up name leaves nothing behind. What an earlier
 * release stored is migrated to the current version before it is read.
 * https://developers.cloudflare.com/durable-objects/concepts/durable-object-lifecycle/
 */

/** Migrates storage from one version to the next. Append-only: existing objects have run the earlier ones. */
export type StorageMigration = (sql: SqlStorage) => void;

const VERSIONS =
  'create table if not exists schema_version (id integer primary key check (id = 1), version integer not null)';

export class ObjectSql {
  readonly #storage: DurableObjectStorage;
  readonly #migrations: readonly StorageMigration[];
  #isCurrent = false;

  constructor(storage: DurableObjectStorage, migrations: readonly StorageMigration[]) {
    this.#storage = storage;
    this.#migrations = migrations;
  }

  /** Reads or changes existing rows. If nothing was ever stored, it returns no rows and creates no tables. */
  rows<Row extends Record<string, SqlStorageValue>>(statement: string, ...values: SqlStorageValue[]): Row[] {
    return this.#isStored() ? this.#storage.sql.exec<Row>(statement, ...values).toArray() : [];
  }

  /** Stores a row; creates the tables first if there are none. */
  insert(statement: string, ...values: SqlStorageValue[]): void {
    if (!this.#isStored()) this.#migrate(0);
    this.#storage.sql.exec(statement, ...values);
  }

  /** Deletes everything, including the alarm. */
  async forget(): Promise<void> {
    await this.#storage.deleteAlarm();
    await this.#storage.deleteAll();
    this.#isCurrent = false;
  }

  #isStored(): boolean {
    if (this.#isCurrent) return true;
    const tables = this.#storage.sql
      .exec<{ name: string }>(
        "select name from sqlite_master where type = 'table' and name not like '\\_cf\\_%' escape '\\'",
      )
      .toArray()
      .map(({ name }) => name);
    if (tables.length === 0) return false;
    this.#migrate(tables.includes('schema_version') ? this.#version() : 0);
    return true;
  }

  #version(): number {
    const [row] = this.#storage.sql.exec<{ version: number }>('select version from schema_version').toArray();
    return row?.version ?? 0;
  }

  /** All or nothing. After a rollback, the older release finds a later version and works with what it knows. */
  #migrate(from: number): void {
    if (from < this.#migrations.length)
      this.#storage.transactionSync(() => {
        const { sql } = this.#storage;
        for (const migration of this.#migrations.slice(from)) migration(sql);
        sql.exec(VERSIONS);
        sql.exec('insert or replace into schema_version values (1, ?)', this.#migrations.length);
      });
    this.#isCurrent = true;
  }
}
