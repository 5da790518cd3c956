// Signs in without a browser, in a separate session: for the demo's cross-check and for tests.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { randomTail } from '../shared/ids.ts';
import { Opened, type SessionKeys, signIn } from '../shared/sign-in/contract.ts';

const token = (kind: string): string => `${kind}_${randomTail(randomBytes)}_${randomTail(randomBytes)}`;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

export type Guest = { readonly token: string; readonly opened: Opened };

/** Exchanges a setup code for an access token, which is valid for a quarter of an hour. */
export const signInAsGuest = async (workerUrl: string, code: string, device: string): Promise<Guest> => {
  const access = token('rs');
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys: SessionKeys = {
    access: hashOf(access),
    renewal: hashOf(token('rr')),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
  };
  const reply = await fetch(workerUrl + signIn.path, {
    method: signIn.method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, device, keys }),
  });
  if (!reply.ok) throw new Error(`Sign-in failed with status ${reply.status}: ${await reply.text()}`);
  return { token: access, opened: Opened.parse(await reply.json()) };
};
