/** How members sign in. No passwords anywhere: a setup code, a passkey (shared/passkeys), or a code by email. */
import * as z from 'zod';
import { endpoint, Role } from '../endpoint.ts';
import { SessionId } from '../ids.ts';
import { Me } from '../team/contract.ts';

/** The setup code that was meant by what was typed: no code has the letters O, I and L, which look like digits. */
export const setupCodeIn = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '');

/** 20 letters and digits in groups of five; case, dashes and spaces do not matter. */
export const SetupCode = z
  .string()
  .transform(setupCodeIn)
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{20}$/, 'A setup code has 20 letters and digits.'));

/** As typed; stored in lower case. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('This is not an email address. Enter one like robin@company.com.'));

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What a browser creates for its session: the tokens and the private key stay there, and the Worker stores what they
 * are checked against. `access` and `renewal` are SHA-256, hex; `publicKey` is P-256 as SPKI, base64url.
 */
export const SessionKeys = z.object({
  access: Sha256,
  renewal: Sha256,
  publicKey: z.string().regex(/^[\w-]{122}$/),
});
export type SessionKeys = z.infer<typeof SessionKeys>;

/** Eight digits that were mailed, and the secret they were requested with. */
export const MailedCode = z
  .string()
  .transform(code => code.replace(/\D/g, ''))
  .pipe(z.string().length(8, 'The code has eight digits.'));
export const MailedSecret = z.string().regex(/^[0-9a-z]{26}$/);

/** As the browser names itself: Chrome on Linux. */
export const DeviceName = z.string().max(100);

/** A session that was opened or renewed. */
export const Opened = z.object({
  sessionId: SessionId,
  /** How long the access token works from now on. */
  accessSeconds: z.number().int(),
  /** When the session ends at the latest, milliseconds UTC. */
  expiresAt: z.number(),
  me: Me,
});
export type Opened = z.infer<typeof Opened>;

/** Too many tries, from this network or for this person. */
export const TooManyTries = z.object({ reason: z.literal('too_many_tries'), retryAfterSeconds: z.number() });

/** A single-use setup code → a session. A retry with the same keys gets the same session: a reply may get lost. */
export const signIn = endpoint({
  name: 'team.signIn',
  method: 'POST',
  path: '/v1/sessions',
  secrets: ['code', 'keys'],
  may: 'public',
  request: z.object({ code: SetupCode, device: DeviceName, keys: SessionKeys }),
  reply: Opened,
  refusal: z.discriminatedUnion('reason', [
    /** Unknown, used, or too old: not told apart, so nobody can probe. */
    z.object({ reason: z.literal('code_not_valid') }),
    TooManyTries,
  ]),
  refusals: { code_not_valid: 403, too_many_tries: 429 },
});

/** What a setup code gives access to, without using it up. */
export const lookAtCode = endpoint({
  name: 'team.lookAtCode',
  method: 'POST',
  audit: 'no',
  path: '/v1/sessions/look-at-code',
  secrets: ['code'],
  may: 'public',
  request: z.object({ code: SetupCode }),
  reply: z.object({ name: z.string(), email: z.string(), role: Role, workspace: z.string() }),
  refusal: signIn.refusal,
  refusals: signIn.refusals,
});

/**
 * Mails a code to somebody who wants to sign in. `ask` is the SHA-256, hex, of a secret the browser creates and
 * keeps: the code works only together with that secret. The reply is the same whether or not the address is known.
 */
export const mailCode = endpoint({
  name: 'team.mailCode',
  method: 'POST',
  audit: 'no',
  path: '/v1/sessions/mail-code',
  may: 'public',
  request: z.object({ email: Email, ask: Sha256, device: DeviceName }),
  reply: z.object({ seconds: z.number().int() }),
  refusal: z.discriminatedUnion('reason', [TooManyTries, z.object({ reason: z.literal('no_mail') })]),
  refusals: { too_many_tries: 429, no_mail: 503 },
});

/** A mailed code, and the secret it was requested with → a session. */
export const signInByMail = endpoint({
  name: 'team.signInByMail',
  method: 'POST',
  path: '/v1/sessions/by-mail',
  secrets: ['code', 'secret', 'keys'],
  may: 'public',
  request: z.object({
    code: MailedCode,
    secret: MailedSecret,
    device: DeviceName,
    keys: SessionKeys,
  }),
  reply: Opened,
  refusal: z.discriminatedUnion('reason', [
    /** Mistyped, used, too old, or tried five times. */
    z.object({ reason: z.literal('code_not_valid') }),
    TooManyTries,
  ]),
  refusals: { code_not_valid: 403, too_many_tries: 429 },
});

/** The text that is signed to renew a session: base64url of ECDSA P-256 with SHA-256, r and s concatenated. */
export const renewalText = (
  sessionId: string,
  token: string,
  next: Pick<SessionKeys, 'access' | 'renewal'>,
) => ['ringside/renew', sessionId, token, next.access, next.renewal].join('\n');

/**
 * Renews a session with new tokens. A repeated request gets the same reply; an older token, or a token that is used
 * without the key, ends the session for everybody.
 */
export const renew = endpoint({
  name: 'team.renew',
  method: 'POST',
  audit: 'no',
  path: '/v1/sessions/renew',
  may: 'public',
  request: z.object({
    sessionId: SessionId,
    token: z.string().max(100),
    next: SessionKeys.pick({ access: true, renewal: true }),
    signature: z.string().regex(/^[\w-]{86}$/),
  }),
  reply: Opened,
  refusal: z.object({ reason: z.literal('session_over') }),
  refusals: { session_over: 403 },
});
