import type { Endpoint, RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import type * as contract from '../../shared/passkeys/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { PublicContext } from '../context.ts';
import { lastMembershipOf } from '../memberships/index.ts';
import { countSignIn } from '../sign-in/index.ts';
import { openSession } from '../team/index.ts';
import { challengeFor, takeAnswered, usePasskey } from './assertion.ts';
import { passkeyById } from './store.ts';

type Answer<E extends Endpoint> = Promise<Result<ReplyOf<E>, RefusalOf<E>>>;
type SignIn = typeof contract.signInWithPasskey;

const NOT_VALID = { reason: 'passkey_not_valid' } as const;

/** The options for signing in with any passkey: the passkey itself identifies the person. */
export const challenge = async (context: PublicContext): Answer<typeof contract.passkeyChallenge> => {
  const tried = await countSignIn(context);
  if (!tried.ok) return tried;
  return ok({ options: await challengeFor(context, null) });
};

/** Exchanges a passkey's signature for a session, in the workspace its owner used last. */
export const signIn = async (
  context: PublicContext,
  { device, keys, response }: RequestOf<SignIn>,
): Answer<SignIn> => {
  const { env } = context;
  const tried = await countSignIn(context);
  if (!tried.ok) return tried;
  const asked = await takeAnswered(context, response);
  const known = await passkeyById(env, response.id);
  // A challenge made for adding a passkey signs nobody in.
  if (!asked || asked.userId !== null || !known) return err(NOT_VALID);
  if (!(await usePasskey(context, known, response))) return err(NOT_VALID);
  const memberId = known.memberId ?? (await lastMembershipOf(env, known.userId));
  const isBound = known.memberId !== null;
  const opened = memberId && (await openSession(context, memberId, device, keys, isBound));
  if (!opened) return err(NOT_VALID);
  await tried.forgive();
  return ok(opened);
};
