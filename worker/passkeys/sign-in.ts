import type { Endpoint, RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import type * as contract from '../../shared/passkeys/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { PublicContext } from '../context.ts';
import { lastMembershipOf } from '../places/index.ts';
import { countSignIn } from '../sign-in/index.ts';
import { openSession } from '../team/index.ts';
import { challengeEnds, challengeIn, expectedOrigins, relyingParty } from './relying-party.ts';
import { addChallenge, notePasskeyUse, type PasskeyRow, passkeyById, takeChallenge } from './store.ts';
import { webauthn } from './webauthn.ts';

type Answer<E extends Endpoint> = Promise<Result<ReplyOf<E>, RefusalOf<E>>>;
type SignIn = typeof contract.signInWithPasskey;
type Assertion = RequestOf<SignIn>['response'];

const NOT_VALID = { reason: 'passkey_not_valid' } as const;

const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), each => each.charCodeAt(0));

/** What a passkey is to sign. Nobody says who they are: the passkey does. */
export const challenge = async (context: PublicContext): Answer<typeof contract.passkeyChallenge> => {
  const { env, clock } = context;
  const tried = await countSignIn(context);
  if (!tried.ok) return tried;
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(env).id,
    userVerification: 'required',
  });
  const now = clock.now();
  const row = { challenge: options.challenge, userId: null, expiresAt: challengeEnds(now) };
  await addChallenge(env, row, now);
  return ok({ options: { ...options } });
};

/** How often the passkey says it was used, or undefined when the signature is not its. */
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

/** A passkey → a session, in the workspace its owner was in last. */
export const signIn = async (
  context: PublicContext,
  { device, keys, response }: RequestOf<SignIn>,
): Answer<SignIn> => {
  const { env, clock } = context;
  const tried = await countSignIn(context);
  if (!tried.ok) return tried;
  const now = clock.now();
  const answered = challengeIn(response.response.clientDataJSON) ?? '';
  const asked = await takeChallenge(env, answered, now);
  const known = await passkeyById(env, response.id);
  // One that was made for somebody who adds a passkey lets nobody in.
  if (!asked || asked.userId !== null || !known) return err(NOT_VALID);
  const counter = await counterOf(env, known, answered, response);
  if (counter === undefined) return err(NOT_VALID);
  await notePasskeyUse(env, known.id, counter, now);
  const memberId = known.memberId ?? (await lastMembershipOf(env, known.userId));
  const isBound = known.memberId !== null;
  const opened = memberId && (await openSession(context, memberId, device, keys, isBound));
  if (!opened) return err(NOT_VALID);
  await tried.forgive();
  return ok(opened);
};
