import { drizzle } from 'drizzle-orm/d1';

export type Db = ReturnType<typeof openDb>;

export const openDb = (database: D1Database) => drizzle(database);
