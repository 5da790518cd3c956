/** Every word about proving who one is that the Worker and the desk both say. */
import type { RefusalOf } from '../endpoint.ts';
import { tooManyTriesWords } from '../sign-in/words.ts';
import type { beginProof, proveByPasskey } from './contract.ts';

export const proveFirstWords =
  'This needs a fresh proof of who you are. Nothing was changed: prove it, then do it again.';

export const beginRefusalWords = ({ retryAfterSeconds }: RefusalOf<typeof beginProof>): string =>
  tooManyTriesWords(retryAfterSeconds);

export const passkeyProofWords = (refusal: RefusalOf<typeof proveByPasskey>): string =>
  refusal.reason === 'passkey_not_valid'
    ? 'This passkey is none of yours here. Use another one, or a code by mail.'
    : tooManyTriesWords(refusal.retryAfterSeconds);
