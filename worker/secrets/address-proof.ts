/**
 * Proof that an address was made here, for the webhooks that may ask neither the database nor a Durable Object and so
 * cannot know whose signature to expect: 26 characters of an HMAC-SHA-256 over the workspace's webhook key.
 */
import { keyring, newestKey, type SealingKey } from './keyring.ts';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 26;
const utf8 = new TextEncoder();

const proofUnder = async ({ bytes }: SealingKey, webhookKey: string): Promise<string> => {
  const how = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, how, false, ['sign']);
  const mac = new Uint8Array(
    await crypto.subtle.sign('HMAC', key, utf8.encode(`ringside/address/${webhookKey}`)),
  );
  return Array.from(mac.slice(0, LENGTH), byte => ALPHABET[byte % ALPHABET.length]).join('');
};

export const addressProof = (env: Env, webhookKey: string): Promise<string> =>
  proofUnder(newestKey(env), webhookKey);

/** Under any key that is still there: addresses outlive a rotation until they are written anew. */
export const isProven = async (env: Env, webhookKey: string, proof: string): Promise<boolean> => {
  const wanted = utf8.encode(proof);
  let isSame = false;
  for (const key of keyring(env)) {
    const made = utf8.encode(await proofUnder(key, webhookKey));
    if (made.length === wanted.length && crypto.subtle.timingSafeEqual(made, wanted)) isSame = true;
  }
  return isSame;
};
