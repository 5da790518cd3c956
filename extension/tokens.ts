/**
 * What a browser creates for its session. Tokens are created here and only their hashes are sent ahead, so no reply
 * of the Worker contains a secret; the private key cannot be exported, so a copied token cannot be renewed elsewhere.
 */
import { randomTail } from '../shared/ids.ts';
import { renewalText, type SessionKeys } from '../shared/sign-in/contract.ts';

/** `access` is sent with every request, `renewal` only with the request that renews both. */
export type Tokens = { readonly access: string; readonly renewal: string };

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const utf8 = new TextEncoder();

const token = (kind: string): string => `${kind}_${randomTail(random)}_${randomTail(random)}`;
export const newTokens = (): Tokens => ({ access: token('rs'), renewal: token('rr') });

export const newKeyPair = async (): Promise<CryptoKeyPair> => {
  const made: CryptoKey | CryptoKeyPair = await crypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign', 'verify'],
  );
  if (!('privateKey' in made)) throw new Error('The browser returned no ECDSA key pair.');
  return made;
};

/** 26 random characters. */
export const newSecret = (): string => randomTail(random);

/** Hex. */
export const sha256 = async (text: string): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(text))), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

const base64Url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const hashesOf = async ({ access, renewal }: Tokens) => ({
  access: await sha256(access),
  renewal: await sha256(renewal),
});

/** The part the Worker stores. */
export const keysOf = async (tokens: Tokens, { publicKey }: CryptoKeyPair): Promise<SessionKeys> => ({
  ...(await hashesOf(tokens)),
  publicKey: base64Url(await spkiOf(publicKey)),
});

const spkiOf = async (publicKey: CryptoKey): Promise<ArrayBuffer> => {
  const spki: ArrayBuffer | JsonWebKey = await crypto.subtle.exportKey('spki', publicKey);
  if (!(spki instanceof ArrayBuffer)) throw new Error('The browser returned no bytes for the SPKI key.');
  return spki;
};

/** A request to renew the session with the tokens `next`, signed with the session's key. */
export const renewalOf = async (sessionId: string, old: Tokens, next: Tokens, key: CryptoKey) => {
  const hashes = await hashesOf(next);
  const text = utf8.encode(renewalText(sessionId, old.renewal, hashes));
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, text);
  return { token: old.renewal, next: hashes, signature: base64Url(signature) };
};
