/**
 * Step-up: confirming one's identity again in an open session, before changing secrets or roles, letting somebody in
 * or exporting a lot of data, so that a stranger cannot do this at a browser that was left open.
 */
import * as z from 'zod';
import { endpoint } from '../endpoint.ts';
import { Assertion } from '../passkeys/contract.ts';
import { RequestOptions } from '../passkeys/options.ts';
import { DeviceName, MailedCode, MailedSecret, Sha256, TooManyTries } from '../sign-in/contract.ts';

/** How long a step-up lasts; signing in counts as one. */
export const STEP_UP_LASTS_MS = 30 * 60_000;

/** The ways a person can step up: a challenge for their passkey, and the address a code can be mailed to. */
export const beginStepUp = endpoint({
  name: 'stepUp.begin',
  method: 'POST',
  audit: 'no',
  path: '/v1/session/step-up/begin',
  may: 'belong',
  request: z.object({}),
  reply: z.object({
    /** The passkey challenge, valid for five minutes, once; null for a person without a passkey that counts. */
    passkey: RequestOptions.nullable(),
    /** Null when this server sends no mail. */
    email: z.string().nullable(),
  }),
  refusal: TooManyTries,
  refusals: { too_many_tries: 429 },
});

/** Mails a code. It works in this session alone, together with the secret whose SHA-256, hex, is `ask`. */
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
    /** Not a passkey of this person that counts here, or its challenge is used or too old. */
    z.object({ reason: z.literal('passkey_not_valid') }),
    TooManyTries,
  ]),
  refusals: { passkey_not_valid: 403, too_many_tries: 429 },
});
