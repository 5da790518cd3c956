/** MAC over the audit log: HMAC-SHA-256, hex, with a key per workspace (HKDF-SHA-256 of the installation's key). */
import { keyring, type SealingKey } from './keyring.ts';

const INFO = 'ringside/audit';
const utf8 = new TextEncoder();

const macUnder = async ({ bytes }: SealingKey, workspaceId: string, text: string): Promise<string> => {
  const master = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: utf8.encode(workspaceId), info: utf8.encode(INFO) };
  const hmac = { name: 'HMAC', hash: 'SHA-256', length: 256 };
  const key = await crypto.subtle.deriveKey(how, master, hmac, false, ['sign']);
  const mac = await crypto.subtle.sign('HMAC', key, utf8.encode(text));
  return Array.from(new Uint8Array(mac), byte => byte.toString(16).padStart(2, '0')).join('');
};

/** The number of the current key; undefined in an installation without any. */
export const auditKey = (env: Env): number | undefined => keyring(env)[0]?.number;

/** Undefined for a key that does not exist or was deleted. */
export const auditMac = async (
  env: Env,
  key: number,
  workspaceId: string,
  text: string,
): Promise<string | undefined> => {
  const found = keyring(env).find(({ number }) => number === key);
  return found && macUnder(found, workspaceId, text);
};
