/** What the extension stores for all its contexts, in IndexedDB, which no page and no content script can read. */
const DATABASE = 'ringside';
const STORE = 'session';
const KEY = 'current';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const openDatabase = async (): Promise<IDBDatabase> => {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await settled(opening);
  const forget = () => {
    database.close();
    opened = undefined;
  };
  // Another version of the extension needs exclusive access, or the browser has closed the database.
  database.onversionchange = forget;
  database.onclose = forget;
  return database;
};

// Kept open: opening the database costs a dial several milliseconds, reading costs less than one.
let opened: Promise<IDBDatabase> | undefined;

const withStore = async <T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => Promise<T>,
): Promise<T> => {
  opened ??= openDatabase().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  const database = await opened;
  return act(database.transaction(STORE, mode).objectStore(STORE));
};

const read = (key: string): Promise<unknown> => withStore('readonly', store => settled(store.get(key)));
const write = async (key: string, value: unknown): Promise<void> => {
  await withStore('readwrite', async store => {
    await (value === null ? settled(store.delete(key)) : settled(store.put(value, key)));
  });
};

/** A small value stored next to the session, readable by every context of the extension; undefined if not set. */
export const readStored = read;
export const writeStored = (key: string, value: string | null): Promise<void> => write(key, value);

/** Only session.ts knows the content. */
export const readSession = (): Promise<unknown> => read(KEY);
export const writeSession = (session: object | null): Promise<void> => write(KEY, session);
