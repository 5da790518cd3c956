/** Passkeys (WebAuthn). Arguments and results of the browser's own calls are sent unchanged, in their JSON form. */
import * as z from 'zod';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { DeviceName, Opened, SessionKeys, TooManyTries } from '../sign-in/contract.ts';
import { CreationOptions, RequestOptions } from './options.ts';

const Id = z.string().regex(/^[\w-]{1,1400}$/, 'This is not a passkey.');
const Text = z.string().max(20_000);

/** One of the person's own passkeys. Times are milliseconds UTC. */
export const Passkey = z.object({
  id: Id,
  /** Where the passkey was created. */
  name: z.string(),
  /** Synced to more than one device, so that losing a computer does not lose the passkey. */
  isBackedUp: z.boolean(),
  createdAt: z.number(),
  lastUsedAt: z.number().nullable(),
});
export type Passkey = z.infer<typeof Passkey>;
const Passkeys = z.object({ passkeys: z.array(Passkey) });

export const passkeys = endpoint({
  name: 'passkeys.list',
  method: 'GET',
  path: '/v1/passkeys',
  may: 'belong',
  request: z.object({}),
  reply: Passkeys,
  refusal: NoRefusal,
  refusals: {},
});

/** The options another passkey is created with; valid for five minutes, once. */
export const beginPasskey = endpoint({
  name: 'passkeys.begin',
  method: 'POST',
  audit: 'no',
  path: '/v1/passkeys/begin',
  may: 'belong',
  request: z.object({}),
  reply: z.object({ options: CreationOptions }),
  refusal: NoRefusal,
  refusals: {},
});

/** RegistrationResponseJSON, limited to the fields that are read. */
const Registration = z.object({
  id: Id,
  rawId: Id,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: Text,
    attestationObject: Text,
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
});

export const addPasskey = endpoint({
  name: 'passkeys.add',
  method: 'POST',
  path: '/v1/passkeys',
  secrets: ['response'],
  may: 'belong',
  stepUp: true,
  request: z.object({ name: DeviceName, response: Registration }),
  reply: Passkeys,
  refusal: z.object({ reason: z.enum(['not_verified', 'known_already']) }),
  refusals: { not_verified: 422, known_already: 409 },
});

/** Removes one of the person's own passkeys: nobody can sign in with it any more. */
export const removePasskey = endpoint({
  name: 'passkeys.remove',
  method: 'DELETE',
  path: '/v1/passkeys/:passkeyId',
  may: 'belong',
  request: z.object({ passkeyId: Id }),
  reply: Passkeys,
  refusal: NoRefusal,
  refusals: {},
});

/** The challenge a passkey signs to sign in; valid for five minutes, once. */
export const passkeyChallenge = endpoint({
  name: 'passkeys.challenge',
  method: 'POST',
  audit: 'no',
  path: '/v1/sessions/passkey-challenge',
  may: 'public',
  request: z.object({}),
  reply: z.object({ options: RequestOptions }),
  refusal: TooManyTries,
  refusals: { too_many_tries: 429 },
});

/** AuthenticationResponseJSON, limited to the fields that are read. */
export const Assertion = z.object({
  id: Id,
  rawId: Id,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: Text,
    authenticatorData: Text,
    signature: Text,
    userHandle: Text.nullish().transform(handle => handle ?? undefined),
  }),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
});

/** A passkey → a session, in the workspace its owner was in last. */
export const signInWithPasskey = endpoint({
  name: 'passkeys.signIn',
  method: 'POST',
  path: '/v1/sessions/by-passkey',
  secrets: ['response', 'keys'],
  may: 'public',
  request: z.object({ device: DeviceName, keys: SessionKeys, response: Assertion }),
  reply: Opened,
  refusal: z.discriminatedUnion('reason', [
    /** Unknown here, removed, or its challenge is used or too old. */
    z.object({ reason: z.literal('passkey_not_valid') }),
    TooManyTries,
  ]),
  refusals: { passkey_not_valid: 403, too_many_tries: 429 },
});
