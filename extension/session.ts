import * as z from 'zod';
// The manifest's version comes from the same file; an offscreen document cannot read the manifest.
import { version } from '../package.json';
import type { RequestOf } from '../shared/endpoint.ts';
import { SessionId } from '../shared/ids.ts';
import type { signInWithPasskey } from '../shared/passkeys/contract.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { signIn, signInByMail } from '../shared/sign-in/contract.ts';
import { renew } from '../shared/sign-in/contract.ts';
import { Me, signOut as signOutEndpoint } from '../shared/team/contract.ts';
import { callAt, type Reply, type Server } from './http.ts';
import type { Obstacle } from './messages.ts';
import { readSession, readStored, writeSession, writeStored } from './stored.ts';
import { keysOf, newKeyPair, newTokens, renewalOf, type Tokens } from './tokens.ts';

const TokenPair = z.object({ access: z.string(), renewal: z.string() });

/** The signed-in member and the server. In IndexedDB, which no page and no content script can read. */
const Session = z.object({
  serverUrl: z.url(),
  id: SessionId,
  tokens: TokenPair,
  /** When the access token expires, by this machine's clock. */
  accessUntil: z.number(),
  /** Tokens already requested as the next ones, while the answer is unknown: the next try requests the same ones. */
  next: TokenPair.nullable(),
  /** Cannot be exported. */
  key: z.custom<CryptoKey>(value => value instanceof CryptoKey),
  expiresAt: z.number(),
  me: Me,
});
export type Session = z.infer<typeof Session>;

// Tells every other context of the extension that the session has changed: another member, another role, or nobody.
const channel = new BroadcastChannel('ringside.session');
export const onSessionElsewhere = (changed: () => void): void => channel.addEventListener('message', changed);
const tellOthers = (): void => channel.postMessage(null);

const LOCK = 'ringside.session';
/** An access token with less time left than this is renewed first. */
const MARGIN_MS = 30_000;

/** Null when signed out, or when the stored session has a format that can no longer be read. */
export const getSession = async (): Promise<Session | null> => {
  const parsed = Session.safeParse(await readSession());
  return parsed.success ? parsed.data : null;
};

/** With an id: only if it is still the id of the session, so that a late 401 cannot end a newer session. */
export const clearSession = async (id?: SessionId): Promise<void> => {
  await navigator.locks.request(LOCK, async () => {
    if (id !== undefined && (await getSession())?.id !== id) return;
    await writeSession(null);
  });
  tellOthers();
};

export const serverOf = (session: Session): Server => ({
  url: session.serverUrl,
  token: session.tokens.access,
  clientVersion: version,
});

const LAST_SERVER = 'lastServer';

/** The server this browser was last signed in to. */
export const lastServer = async (): Promise<string | undefined> => {
  const url = z.url().safeParse(await readStored(LAST_SERVER));
  return url.success ? url.data : undefined;
};

/** The same Worker, without a session. */
export const openServer = (serverUrl: string): Server => ({
  url: serverUrl.trim().replace(/\/+$/, ''),
  clientVersion: version,
});

type WayIn = typeof signIn | typeof signInByMail | typeof signInWithPasskey;
type Made = { readonly credential: string; readonly tokens: Tokens; readonly pair: CryptoKeyPair };

// A person who tries again because no answer came requests the same session again.
let made: Made | undefined;

/** Signs this extension in with a credential. A code can be used only once. */
export const openSession = async <E extends WayIn>(
  serverUrl: string,
  endpoint: E,
  credential: Omit<RequestOf<E>, 'keys'>,
): Promise<Reply<E>> => {
  const server = openServer(serverUrl);
  const text = JSON.stringify(credential);
  if (made?.credential !== text) made = { credential: text, tokens: newTokens(), pair: await newKeyPair() };
  const { tokens, pair } = made;
  const request = { ...credential, keys: await keysOf(tokens, pair) } as RequestOf<E>;
  const reply = await callAt(server, endpoint, request);
  if (reply.ok) {
    const { sessionId, accessSeconds, expiresAt, me } = reply.value;
    const accessUntil = Date.now() + accessSeconds * 1000;
    const key = pair.privateKey;
    const session = {
      serverUrl: server.url,
      id: sessionId,
      tokens,
      accessUntil,
      next: null,
      key,
      expiresAt,
      me,
    };
    await navigator.locks.request(LOCK, () => writeSession(session));
    await writeStored(LAST_SERVER, server.url);
    tellOthers();
    made = undefined;
  }
  return reply;
};

const isGood = (session: Session, refused: string | undefined, marginMs: number): boolean =>
  session.accessUntil - Date.now() > marginMs && session.tokens.access !== refused;

/**
 * The session with an access token that is valid for a while. The token is renewed if it expires too soon or is the
 * `refused` one. Only one context of the extension renews it at a time.
 */
export const usableSession = async (
  refused?: string,
  marginMs = MARGIN_MS,
): Promise<Result<Session, Obstacle>> => {
  const known = await getSession();
  if (!known) return err({ reason: 'signed_out' });
  if (isGood(known, refused, marginMs)) return ok(known);
  return navigator.locks.request(LOCK, async () => {
    // Another context may have renewed it in the meantime.
    const session = await getSession();
    if (!session) return err({ reason: 'signed_out' });
    return isGood(session, refused, marginMs) ? ok(session) : renewed(session);
  });
};

const renewed = async (session: Session): Promise<Result<Session, Obstacle>> => {
  const next = session.next ?? newTokens();
  // Stored before they are sent: after a crash, the next try requests the same ones and is not taken for a thief.
  if (!session.next) await writeSession({ ...session, next });
  const renewal = await renewalOf(session.id, session.tokens, next, session.key);
  const server = { url: session.serverUrl, clientVersion: version };
  const reply = await callAt(server, renew, { sessionId: session.id, ...renewal });
  if (reply.ok) {
    const { accessSeconds, expiresAt, me } = reply.value;
    const accessUntil = Date.now() + accessSeconds * 1000;
    const fresh = { ...session, tokens: next, next: null, accessUntil, expiresAt, me };
    await writeSession(fresh);
    return ok(fresh);
  }
  if (reply.error.reason !== 'session_over') return err(reply.error);
  await writeSession(null);
  tellOthers();
  return err({ reason: 'signed_out' });
};

/** Stores a change of the member: another workspace or another role. */
export const storeMe = async (me: Me): Promise<void> => {
  await navigator.locks.request(LOCK, async () => {
    const session = await getSession();
    if (session) await writeSession({ ...session, me });
  });
  tellOthers();
};

/** Always deletes the session here; the answer says whether the Worker received the sign-out. */
export const signOut = async (): Promise<Reply<typeof signOutEndpoint>> => {
  const session = await usableSession();
  await clearSession();
  if (session.ok) return callAt(serverOf(session.value), signOutEndpoint, {});
  return session.error.reason === 'signed_out' ? ok({}) : session;
};
