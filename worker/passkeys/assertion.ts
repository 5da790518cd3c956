/** Requesting and checking signatures by passkeys. */
import type * as z from 'zod';
import type { Assertion as AssertionSchema } from '../../shared/passkeys/contract.ts';
import type { RequestOptions } from '../../shared/passkeys/options.ts';
import type { PublicContext } from '../context.ts';
import { challengeEnds, challengeIn, expectedOrigins, relyingParty } from './relying-party.ts';
import { addChallenge, notePasskeyUse, type PasskeyRow, takeChallenge } from './store.ts';
import { webauthn } from './webauthn.ts';

type Assertion = z.infer<typeof AssertionSchema>;

const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), each => each.charCodeAt(0));

/** The options for a signature by one of these passkeys, or by any; `userId` if the person is known. */
export const challengeFor = async (
  { env, clock }: PublicContext,
  userId: string | null,
  passkeys: readonly Pick<PasskeyRow, 'id'>[] = [],
): Promise<RequestOptions> => {
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(env).id,
    userVerification: 'required',
    ...(passkeys.length > 0 && { allowCredentials: passkeys.map(({ id }) => ({ id })) }),
  });
  const now = clock.now();
  const row = { challenge: options.challenge, userId, expiresAt: challengeEnds(now) };
  await addChallenge(env, row, now);
  return options;
};

/** Uses up the answered challenge. Returns whose it is; undefined if it is unknown, used or expired. */
export const takeAnswered = ({ env, clock }: PublicContext, { response }: Assertion) =>
  takeChallenge(env, challengeIn(response.clientDataJSON) ?? '', clock.now());

/** The passkey's signature counter; undefined if the signature is not valid. */
const counterOf = async (
  env: Env,
  { id, publicKey, counter }: PasskeyRow,
  expectedChallenge: string,
  response: Assertion,
): Promise<number | undefined> => {
  const { verifyAuthenticationResponse } = await webauthn();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: expectedOrigins(env),
      expectedRPID: relyingParty(env).id,
      credential: { id, publicKey: fromBase64Url(publicKey), counter },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
};

/** Whether this passkey signed the answer; if so, its use is stored. */
export const usePasskey = async (
  { env, clock }: PublicContext,
  known: PasskeyRow,
  response: Assertion,
): Promise<boolean> => {
  const answered = challengeIn(response.response.clientDataJSON) ?? '';
  const counter = await counterOf(env, known, answered, response);
  if (counter === undefined) return false;
  await notePasskeyUse(env, known.id, counter, clock.now());
  return true;
};
