/**
 * Signs a text of the Worker's own: 26 characters of an HMAC-SHA-256 over its purpose and content. For code that may
 * ask neither the database nor a Durable Object.
 */
import { keyring, newestKey, type SealingKey } from './keyring.ts';

/** The purpose: a signature made for one kind is not valid for another. */
type Made = 'address' | 'recording' | 'socket-ticket';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 26;
const utf8 = new TextEncoder();

const signatureUnder = async ({ bytes }: SealingKey, made: Made, text: string): Promise<string> => {
  const how = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, how, false, ['sign']);
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(`ringside/${made}/${text}`)));
  return Array.from(mac.slice(0, LENGTH), byte => ALPHABET[byte % ALPHABET.length]).join('');
};

export const signatureOf = (env: Env, made: Made, text: string): Promise<string> =>
  signatureUnder(newestKey(env), made, text);

/** Accepts every key the installation still has, so that signatures outlive a key rotation. */
export const isMadeHere = async (env: Env, made: Made, text: string, signature: string): Promise<boolean> => {
  const wanted = utf8.encode(signature);
  let isSame = false;
  for (const key of keyring(env)) {
    const known = utf8.encode(await signatureUnder(key, made, text));
    if (known.length === wanted.length && crypto.subtle.timingSafeEqual(known, wanted)) isSame = true;
  }
  return isSame;
};
