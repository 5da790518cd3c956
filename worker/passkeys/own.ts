import type { Endpoint, RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import type * as contract from '../../shared/passkeys/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import { onlyOf } from '../team/index.ts';
import { challengeEnds, challengeIn, expectedOrigins, relyingParty } from './relying-party.ts';
import { addChallenge, addPasskeyRow, dropPasskey, passkeysOf, takeChallenge } from './store.ts';
import { webauthn } from './webauthn.ts';

type Answer<E extends Endpoint> = Promise<Result<ReplyOf<E>, RefusalOf<E>>>;

/** COSE algorithms: EdDSA, ECDSA P-256, RSA, to cover what authenticators support. */
const ALGORITHMS = [-8, -7, -257];

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const ownerOf = (principal: MemberContext['principal']) => ({
  userId: principal.userId,
  only: onlyOf(principal),
});

export const list = async ({ env, principal }: MemberContext): Answer<typeof contract.passkeys> => {
  const rows = await passkeysOf(env, ownerOf(principal));
  return ok({
    passkeys: rows.map(({ id, name, isBackedUp, createdAt, lastUsedAt }) => ({
      id,
      name,
      isBackedUp,
      createdAt,
      lastUsedAt,
    })),
  });
};

export const begin = async ({
  env,
  clock,
  principal,
}: MemberContext): Answer<typeof contract.beginPasskey> => {
  const { userId, name: userDisplayName, email: userName } = principal;
  const known = await passkeysOf(env, ownerOf(principal));
  const { id, name } = relyingParty(env);
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpID: id,
    rpName: name,
    // An authenticator keeps one passkey per user id: with its own id, a bound one does not replace the person's own.
    userID: Uint8Array.from(new TextEncoder().encode(onlyOf(principal) ?? userId)),
    userName,
    userDisplayName,
    attestationType: 'none',
    excludeCredentials: known.map(each => ({ id: each.id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  const now = clock.now();
  await addChallenge(env, { challenge: options.challenge, userId, expiresAt: challengeEnds(now) }, now);
  return ok({ options });
};

export const add = async (
  context: MemberContext,
  { name, response }: RequestOf<typeof contract.addPasskey>,
): Answer<typeof contract.addPasskey> => {
  const { env, clock, principal, note } = context;
  const now = clock.now();
  const challenge = challengeIn(response.response.clientDataJSON) ?? '';
  const asked = await takeChallenge(env, challenge, now);
  if (asked?.userId !== principal.userId) return err({ reason: 'not_verified' });
  const made = await verified(env, challenge, response);
  if (!made) return err({ reason: 'not_verified' });
  const isNew = await addPasskeyRow(env, {
    id: made.credential.id,
    userId: principal.userId,
    memberId: onlyOf(principal) ?? null,
    publicKey: toBase64Url(made.credential.publicKey),
    counter: made.credential.counter,
    transports: JSON.stringify(response.response.transports),
    name,
    isBackedUp: made.credentialBackedUp,
    createdAt: now,
    lastUsedAt: null,
  });
  if (!isNew) return err({ reason: 'known_already' });
  note({ target: principal.memberId, after: { name } });
  return list(context);
};

const verified = async (
  env: Env,
  expectedChallenge: string,
  response: RequestOf<typeof contract.addPasskey>['response'],
) => {
  const { verifyRegistrationResponse } = await webauthn();
  try {
    const { verified: isGood, registrationInfo } = await verifyRegistrationResponse({
      // Transports are free text from the authenticator: they are not read here.
      response: { ...response, response: { ...response.response, transports: [] } },
      expectedChallenge,
      expectedOrigin: expectedOrigins(env),
      expectedRPID: relyingParty(env).id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return isGood ? registrationInfo : undefined;
  } catch {
    return undefined;
  }
};

export const remove = async (
  context: MemberContext,
  { passkeyId }: RequestOf<typeof contract.removePasskey>,
): Answer<typeof contract.removePasskey> => {
  const { env, principal, note } = context;
  const dropped = await dropPasskey(env, ownerOf(principal), passkeyId);
  if (!dropped) throw notFound();
  note({ target: principal.memberId, before: { name: dropped.name }, after: null });
  return list(context);
};
