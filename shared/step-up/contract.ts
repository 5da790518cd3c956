/**
 * Proving once more who one is, in a session that is open: before somebody changes secrets or roles, lets somebody in,
 * or takes much along, so that a browser left open does not do it for a stranger.
 */
import * as z from 'zod';
import { endpoint } from '../endpoint.ts';
import { Assertion } from '../passkeys/contract.ts';
import { RequestOptions } from '../passkeys/options.ts';
import { DeviceName, MailedCode, MailedSecret, Sha256, TooManyTries } from '../sign-in/contract.ts';

/** How long a step-up lasts; signing in is one. */
export const STEP_UP_LASTS_MS = 30 * 60_000;

/** How somebody can: with what a passkey of theirs is to sign, and with a code that is mailed to this address. */
export const beginStepUp = endpoint({
  name: 'stepUp.begin',
  method: 'POST',
  audit: 'no',
  path: '/v1/session/step-up/begin',
  may: 'belong',
  request: z.object({}),
  reply: z.object({
    /** What a passkey is to sign, good for five minutes, once; null for who has none that counts. */
    passkey: RequestOptions.nullable(),
    /** Null where no mail is sent. */
    email: z.string().nullable(),
  }),
  refusal: TooManyTries,
  refusals: { too_many_tries: 429 },
});

/** Mails a code. It works in this session alone, together with the secret `ask` is SHA-256, hex, of. */
export const mailStepUpCode = endpoint({
  name: 'stepUp.mail',
  method: 'POST',
  audit: 'no',
  path: '/v1/session/step-up/mail',
  may: 'belong',
  request: z.object({ ask: Sha256, device: DeviceName }),
  reply: z.object({ seconds: z.number().int() }),
  refusal: z.discriminatedUnion('reason', [TooManyTries, z.object({ reason: z.literal('no_mail') })]),
  refusals: { too_many_tries: 429, no_mail: 503 },
});

const SteppedUp = z.object({});

export const stepUpByMail = endpoint({
  name: 'stepUp.byMail',
  method: 'POST',
  path: '/v1/session/step-up/by-mail',
  secrets: ['code', 'secret'],
  may: 'belong',
  request: z.object({ code: MailedCode, secret: MailedSecret }),
  reply: SteppedUp,
  refusal: z.discriminatedUnion('reason', [
    /** Mistyped, used, too old, tried five times, or asked for in another session. */
    z.object({ reason: z.literal('code_not_valid') }),
    TooManyTries,
  ]),
  refusals: { code_not_valid: 403, too_many_tries: 429 },
});

export const stepUpByPasskey = endpoint({
  name: 'stepUp.byPasskey',
  method: 'POST',
  path: '/v1/session/step-up/by-passkey',
  secrets: ['response'],
  may: 'belong',
  request: z.object({ response: Assertion }),
  reply: SteppedUp,
  refusal: z.discriminatedUnion('reason', [
    /** Not one of this person's that counts here, or its challenge is used or too old. */
    z.object({ reason: z.literal('passkey_not_valid') }),
    TooManyTries,
  ]),
  refusals: { passkey_not_valid: 403, too_many_tries: 429 },
});
