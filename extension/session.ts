import * as z from 'zod';
// The manifest's version comes from here too; an offscreen document cannot read the manifest.
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
import { keysOf, newKeyPair, newTokens, renewalOf, type Tokens } from './team/tokens.ts';

const TokenPair = z.object({ access: z.string(), renewal: z.string() });

/** Who this extension acts as, and where. IndexedDB: no page and no content script can see it. */
const Session = z.object({
  serverUrl: z.url(),
  id: SessionId,
  tokens: TokenPair,
  /** Until when the access token works, by this machine's clock. */
  accessUntil: z.number(),
  /** Tokens that were asked to follow, whose answer is not known: the next try asks for the same. */
  next: TokenPair.nullable(),
  /** Cannot be exported. */
  key: z.custom<CryptoKey>(value => value instanceof CryptoKey),
  expiresAt: z.number(),
  me: Me,
});
export type Session = z.infer<typeof Session>;

// Every other context of the extension hears that somebody else, or nobody, is here, or is so elsewhere.
const channel = new BroadcastChannel('ringside.session');
export const onSessionElsewhere = (changed: () => void): void => channel.addEventListener('message', changed);
const tellOthers = (): void => channel.postMessage(null);

const LOCK = 'ringside.session';
/** An access token with less life than this is made new first. */
const MARGIN_MS = 30_000;

/** Null when signed out, also when the stored session is from a version that no longer reads. */
export const getSession = async (): Promise<Session | null> => {
  const parsed = Session.safeParse(await readSession());
  return parsed.success ? parsed.data : null;
};

/** With an id: only if that is still the session, so a late 401 cannot end a newer one. */
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

/** Where this browser was signed in last. */
export const lastServer = async (): Promise<string | undefined> => {
  const url = z.url().safeParse(await readStored(LAST_SERVER));
  return url.success ? url.data : undefined;
};

/** The same Worker as nobody. */
export const openServer = (serverUrl: string): Server => ({
  url: serverUrl.trim().replace(/\/+$/, ''),
  clientVersion: version,
});

type WayIn = typeof signIn | typeof signInByMail | typeof signInWithPasskey;
type Made = { readonly credential: string; readonly tokens: Tokens; readonly pair: CryptoKeyPair };

// Somebody who tries once more because no answer came asks for the same session again.
let made: Made | undefined;

/** What shows who somebody is → this extension is signed in. A code is used up. */
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
 * The session with an access token that works for a while: made new where it is not, or where it is the `refused` one.
 * One context of the extension at a time.
 */
export const usableSession = async (
  refused?: string,
  marginMs = MARGIN_MS,
): Promise<Result<Session, Obstacle>> => {
  const known = await getSession();
  if (!known) return err({ reason: 'signed_out' });
  if (isGood(known, refused, marginMs)) return ok(known);
  return navigator.locks.request(LOCK, async () => {
    // Another context may have been faster.
    const session = await getSession();
    if (!session) return err({ reason: 'signed_out' });
    return isGood(session, refused, marginMs) ? ok(session) : renewed(session);
  });
};

const renewed = async (session: Session): Promise<Result<Session, Obstacle>> => {
  const next = session.next ?? newTokens();
  // Kept before it is sent: whoever dies here asks for the same the next time, and is not taken for a thief.
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

/** Who somebody is has changed: another workspace, another role. */
export const storeMe = async (me: Me): Promise<void> => {
  await navigator.locks.request(LOCK, async () => {
    const session = await getSession();
    if (session) await writeSession({ ...session, me });
  });
  tellOthers();
};

/** Forgets the session here in any case; the answer says whether the Worker heard of it. */
export const signOut = async (): Promise<Reply<typeof signOutEndpoint>> => {
  const session = await usableSession();
  await clearSession();
  if (session.ok) return callAt(serverOf(session.value), signOutEndpoint, {});
  return session.error.reason === 'signed_out' ? ok({}) : session;
};
