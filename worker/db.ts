import { drizzle } from 'drizzle-orm/d1';

export type Db = ReturnType<typeof openDb>;

export const openDb = (database: D1Database) => drizzle(database);

/** Builds a query once per database, for queries that run with every request. */
export const preparedOnce = <Query>(prepare: (db: Db) => Query): ((database: D1Database) => Query) => {
  const prepared = new WeakMap<D1Database, Query>();
  return database => {
    const known = prepared.get(database);
    if (known) return known;
    const query = prepare(openDb(database));
    prepared.set(database, query);
    return query;
  };
};
