/**
 * What a browser makes for a session of its own. Tokens are made here and only their hashes are sent ahead, so no answer
 * of the Worker holds a secret; the private key cannot be exported, so a copied token does not go on without this browser.
 */
import { randomTail } from '../../shared/ids.ts';
import { renewalText, type SessionKeys } from '../../shared/sign-in/contract.ts';

/** `access` goes with every request, `renewal` with the one that makes both new. */
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
  if (!('privateKey' in made)) throw new Error('ECDSA keys come in pairs.');
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

/** What the Worker keeps of them. */
export const keysOf = async (tokens: Tokens, { publicKey }: CryptoKeyPair): Promise<SessionKeys> => ({
  ...(await hashesOf(tokens)),
  publicKey: base64Url(await spkiOf(publicKey)),
});

const spkiOf = async (publicKey: CryptoKey): Promise<ArrayBuffer> => {
  const spki: ArrayBuffer | JsonWebKey = await crypto.subtle.exportKey('spki', publicKey);
  if (!(spki instanceof ArrayBuffer)) throw new Error('SPKI is bytes.');
  return spki;
};

/** A request to go on with `next`, signed with the session's key. */
export const renewalOf = async (sessionId: string, old: Tokens, next: Tokens, key: CryptoKey) => {
  const hashes = await hashesOf(next);
  const text = utf8.encode(renewalText(sessionId, old.renewal, hashes));
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, text);
  return { token: old.renewal, next: hashes, signature: base64Url(signature) };
};
