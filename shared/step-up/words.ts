/** Every word about a step-up that the Worker and the desk both say. */
import type { RefusalOf } from '../endpoint.ts';
import { tooManyTriesWords } from '../sign-in/words.ts';
import type { beginStepUp, stepUpByPasskey } from './contract.ts';

export const stepUpFirstWords =
  'Confirm that it is you first. Nothing was changed: confirm it, then try again.';

export const beginRefusalWords = ({ retryAfterSeconds }: RefusalOf<typeof beginStepUp>): string =>
  tooManyTriesWords(retryAfterSeconds);

export const passkeyStepUpWords = (refusal: RefusalOf<typeof stepUpByPasskey>): string =>
  refusal.reason === 'passkey_not_valid'
    ? 'This passkey is none of yours here. Use another one, or a code by mail.'
    : tooManyTriesWords(refusal.retryAfterSeconds);
