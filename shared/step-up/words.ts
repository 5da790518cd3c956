/** Texts about a step-up, shared by the Worker and the desk. */
import type { RefusalOf } from '../endpoint.ts';
import { tooManyTriesWords } from '../sign-in/words.ts';
import type { beginStepUp, stepUpByPasskey } from './contract.ts';

export const stepUpFirstWords = 'Nothing was changed. First confirm that it is you, then try again.';

export const beginRefusalWords = ({ retryAfterSeconds }: RefusalOf<typeof beginStepUp>): string =>
  tooManyTriesWords(retryAfterSeconds);

export const passkeyStepUpWords = (refusal: RefusalOf<typeof stepUpByPasskey>): string =>
  refusal.reason === 'passkey_not_valid'
    ? 'This passkey could not confirm that it is you. Try once more, or use another passkey or a code by email.'
    : tooManyTriesWords(refusal.retryAfterSeconds);

/** Its acts, as the audit log shows them. */
export const actWords = {
  'stepUp.byMail': 'Confirmed their identity with a code by email',
  'stepUp.byPasskey': 'Confirmed their identity with a passkey',
  // Until version 0.3.
  'proof.byMail': 'Confirmed their identity with a code by email',
  'proof.byPasskey': 'Confirmed their identity with a passkey',
} as const;
