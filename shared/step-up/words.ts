/** Texts about a step-up, shared by the Worker and the desk. */
import type { RefusalOf } from '../endpoint.ts';
import { tooManyTriesWords } from '../sign-in/words.ts';
import type { beginStepUp, stepUpByPasskey } from './contract.ts';

export const stepUpFirstWords =
  'Confirm that it is you first. Nothing was changed. Once you have confirmed it, try again.';

export const beginRefusalWords = ({ retryAfterSeconds }: RefusalOf<typeof beginStepUp>): string =>
  tooManyTriesWords(retryAfterSeconds);

export const passkeyStepUpWords = (refusal: RefusalOf<typeof stepUpByPasskey>): string =>
  refusal.reason === 'passkey_not_valid'
    ? 'This passkey is not one of yours here. Use another one, or a code by mail.'
    : tooManyTriesWords(refusal.retryAfterSeconds);
