/** Texts about passkeys, shared by the Worker and the desk. */
import type { RefusalOf } from '../endpoint.ts';
import { tooManyTriesWords } from '../sign-in/words.ts';
import type { addPasskey, passkeyChallenge, signInWithPasskey } from './contract.ts';

export const challengeRefusalWords = ({ retryAfterSeconds }: RefusalOf<typeof passkeyChallenge>): string =>
  tooManyTriesWords(retryAfterSeconds);

export const passkeyRefusalWords = (refusal: RefusalOf<typeof signInWithPasskey>): string =>
  refusal.reason === 'passkey_not_valid'
    ? 'This passkey could not sign you in. Try once more; if that fails, it was removed or is for another server: sign in another way.'
    : tooManyTriesWords(refusal.retryAfterSeconds);

export const addRefusalWords = ({ reason }: RefusalOf<typeof addPasskey>): string =>
  reason === 'known_already'
    ? 'This passkey has been added already.'
    : 'The passkey could not be verified. Try once more; your device has to ask for your finger, face or PIN.';

/** Its acts, as the audit log shows them. */
export const actWords = {
  'passkeys.signIn': 'Signed in with a passkey',
  'passkeys.add': 'Added a passkey',
  'passkeys.remove': 'Removed a passkey',
} as const;
