import * as z from 'zod';
// The manifest's version comes from here too; an offscreen document cannot read the manifest.
import { version } from '../package.json';
import { ok } from '../shared/result.ts';
import { Me, signIn as signInEndpoint, signOut as signOutEndpoint } from '../shared/team/contract.ts';
import { callAt, type Reply, type Server } from './http.ts';

/** Who this extension acts as, and where. IndexedDB: no page and no content script can see it. */
const Session = z.object({ serverUrl: z.url(), token: z.string(), expiresAt: z.number(), me: Me });
export type Session = z.infer<typeof Session>;

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
  // Another version of the extension needs it to itself, or the browser took it away.
  database.onversionchange = forget;
  database.onclose = forget;
  return database;
};

// Kept open: opening costs a dial several milliseconds, reading less than one.
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

/** Something small beside the session, which every context of the extension may read; undefined while there is none. */
export const readKept = (key: string): Promise<unknown> =>
  withStore('readonly', store => settled(store.get(key)));

export const writeKept = async (key: string, value: string | null): Promise<void> => {
  await withStore('readwrite', async store => {
    await (value === null ? settled(store.delete(key)) : settled(store.put(value, key)));
  });
};

/** Null when signed out, also when the stored session is from a version that no longer reads. */
export const getSession = async (): Promise<Session | null> => {
  const stored = await withStore('readonly', store => settled(store.get(KEY)));
  const parsed = Session.safeParse(stored);
  return parsed.success ? parsed.data : null;
};

export const saveSession = async (session: Session): Promise<void> => {
  await withStore('readwrite', store => settled(store.put(session, KEY)));
};

/** With a token: only if that is still the session, so a late 401 cannot end a newer one. */
export const clearSession = async (token?: string): Promise<void> => {
  await withStore('readwrite', async store => {
    const stored = Session.safeParse(await settled(store.get(KEY)));
    if (token !== undefined && stored.success && stored.data.token !== token) return;
    await settled(store.delete(KEY));
  });
};

export const serverOf = (session: Session): Server => ({
  url: session.serverUrl,
  token: session.token,
  clientVersion: version,
});

/** A setup code → this extension is signed in. The code is used up. */
export const signIn = async (
  serverUrl: string,
  code: string,
  device: string,
): Promise<Reply<typeof signInEndpoint>> => {
  const url = serverUrl.trim().replace(/\/+$/, '');
  const reply = await callAt({ url, clientVersion: version }, signInEndpoint, { code, device });
  if (reply.ok) {
    const { token, expiresAt, me } = reply.value;
    await saveSession({ serverUrl: url, token, expiresAt, me });
  }
  return reply;
};

/** Forgets the session here in any case; the answer says whether the Worker heard of it. */
export const signOut = async (): Promise<Reply<typeof signOutEndpoint>> => {
  const session = await getSession();
  if (!session) return ok({});
  await clearSession();
  return callAt(serverOf(session), signOutEndpoint, {});
};
