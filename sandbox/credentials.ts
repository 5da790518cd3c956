import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { newSealingKey } from '../scripts/seal.ts';
import { readStored } from './stored.ts';

/** What Twilio would have issued: an account, an API key and a TwiML application. */
const Credentials = z.object({
  accountSid: z.string(),
  authToken: z.string(),
  apiKeySid: z.string(),
  apiKeySecret: z.string(),
  appSid: z.string(),
  /** The key the Worker seals secrets with. Homes created by earlier versions get one when they are opened. */
  sealingKey: z.string().default(newSealingKey),
});
export type Credentials = z.infer<typeof Credentials>;

const hex = () => randomBytes(16).toString('hex');

/** The credentials of this home, created at its first start. Only the user may read the file. */
export const credentialsOf = (home: string): Credentials => {
  const file = join(home, 'credentials.json');
  const made: Credentials = readStored(file, Credentials) ?? {
    accountSid: `AC${hex()}`,
    authToken: hex(),
    apiKeySid: `SK${hex()}`,
    apiKeySecret: hex(),
    appSid: `AP${hex()}`,
    sealingKey: newSealingKey(),
  };
  mkdirSync(home, { recursive: true });
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
};
