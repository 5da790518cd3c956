// Seals secrets outside the Worker, for databases that are filled by SQL, in the format of worker/secrets/seal.ts.
import { createCipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** A key for `SEALING_KEY_1`: 32 bytes, base64url. */
export const newSealingKey = (): string => randomBytes(32).toString('base64url');

export type SealingContext = { readonly workspaceId: string; readonly name: string };

/** Seals under `SEALING_KEY_1`. */
export const sealed = (sealingKey: string, { workspaceId, name }: SealingContext, secret: string): string => {
  const master = Buffer.from(sealingKey, 'base64url');
  const key = Buffer.from(hkdfSync('sha256', master, workspaceId, 'ringside/secrets', 32));
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`${workspaceId}/${name}`));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `1.${Buffer.concat([iv, text]).toString('base64url')}`;
};

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** The signature in a signed address, as worker/secrets/signed-address.ts makes it. */
export const addressSignature = (sealingKey: string, webhookKey: string): string => {
  const mac = createHmac('sha256', Buffer.from(sealingKey, 'base64url'))
    .update(`ringside/address/${webhookKey}`)
    .digest();
  return Array.from(mac.subarray(0, 26), byte => ALPHABET[byte % ALPHABET.length]).join('');
};

/** The MAC of an audit entry, as worker/secrets/audit-mac.ts makes it. */
export const auditMac = (sealingKey: string, workspaceId: string, digest: string): string => {
  const master = Buffer.from(sealingKey, 'base64url');
  const key = Buffer.from(hkdfSync('sha256', master, workspaceId, 'ringside/audit', 32));
  return createHmac('sha256', key).update(digest).digest('hex');
};
