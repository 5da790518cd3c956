/**
 * The stored form of secrets: AES-256-GCM with a key per workspace (HKDF-SHA-256 of the installation's key),
 * bound to workspace and name, so that a sealed text copied into another row cannot be opened.
 * `<key number>.<base64url of 12 bytes IV, cipher text and tag>`
 */
import { fromBase64Url, keyring, newestKey, type SealingKey, toBase64Url } from './keyring.ts';

const IV_BYTES = 12;
const INFO = 'ringside/secrets';
const utf8 = new TextEncoder();

/** Which workspace's secret, and which one: a sealed text opens only with the same two values. */
export type SealingContext = { readonly workspaceId: string; readonly name: string };

const keyFor = async ({ bytes }: SealingKey, workspaceId: string): Promise<CryptoKey> => {
  const master = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: utf8.encode(workspaceId), info: utf8.encode(INFO) };
  return crypto.subtle.deriveKey(how, master, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
};

const bound = ({ workspaceId, name }: SealingContext) => utf8.encode(`${workspaceId}/${name}`);

export const seal = async (env: Env, context: SealingContext, secret: string): Promise<string> => {
  const newest = newestKey(env);
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const key = await keyFor(newest, context.workspaceId);
  const how = { name: 'AES-GCM', iv, additionalData: bound(context) };
  const text = await crypto.subtle.encrypt(how, key, utf8.encode(secret));
  return `${newest.number}.${toBase64Url(new Uint8Array([...iv, ...new Uint8Array(text)]))}`;
};

/** The secret; undefined if its key was deleted or it was sealed in another context. */
export const unseal = async (
  env: Env,
  context: SealingContext,
  sealed: string,
): Promise<string | undefined> => {
  const [number, text = ''] = sealed.split('.');
  const sealing = keyring(env).find(each => String(each.number) === number);
  if (!sealing) return undefined;
  const bytes = fromBase64Url(text);
  const key = await keyFor(sealing, context.workspaceId);
  const how = { name: 'AES-GCM', iv: bytes.slice(0, IV_BYTES), additionalData: bound(context) };
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(how, key, bytes.slice(IV_BYTES)));
  } catch {
    return undefined;
  }
};

/** Whether it was sealed under an older key than the newest and has to be resealed. */
export const isOldSeal = (env: Env, sealed: string): boolean =>
  Number(sealed.split('.')[0]) < newestKey(env).number;
