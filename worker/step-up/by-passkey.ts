import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type * as contract from '../../shared/step-up/contract.ts';
import type { MemberContext, Principal } from '../context.ts';
import { hasMail } from '../mail/index.ts';
import { challengeFor, passkeyById, passkeysOf, takeAnswered, usePasskey } from '../passkeys/index.ts';
import { countStepUp } from '../sign-in/index.ts';
import { noteStepUp, onlyOf } from '../team/index.ts';

type Begin = typeof contract.beginStepUp;
type Prove = typeof contract.stepUpByPasskey;

const NOT_VALID = { reason: 'passkey_not_valid' } as const;

/** A passkey that was made with an admin's code proves that membership, not the person. */
const counts = (principal: Principal, { userId, memberId }: { userId: string; memberId: string | null }) =>
  userId === principal.userId && memberId === (onlyOf(principal) ?? null);

export const begin = async (context: MemberContext): Promise<Result<ReplyOf<Begin>, RefusalOf<Begin>>> => {
  const { env, principal } = context;
  const tried = await countStepUp(context);
  if (!tried.ok) return tried;
  const known = await passkeysOf(env, { userId: principal.userId, only: onlyOf(principal) });
  const own = known.filter(each => counts(principal, each));
  const passkey = own.length > 0 ? await challengeFor(context, principal.userId, own) : null;
  await tried.forgive();
  return ok({ passkey, email: hasMail(env) ? principal.email : null });
};

export const stepUpByPasskey = async (
  context: MemberContext,
  { response }: RequestOf<Prove>,
): Promise<Result<ReplyOf<Prove>, RefusalOf<Prove>>> => {
  const { env, clock, principal, note } = context;
  const tried = await countStepUp(context);
  if (!tried.ok) return tried;
  const [asked, known] = [await takeAnswered(context, response), await passkeyById(env, response.id)];
  // Only a challenge made for this person counts; a sign-in challenge belongs to nobody yet.
  if (asked?.userId !== principal.userId || !known || !counts(principal, known)) return err(NOT_VALID);
  if (!(await usePasskey(context, known, response))) return err(NOT_VALID);
  await noteStepUp(env, principal.sessionId, clock.now());
  await tried.forgive();
  note({ target: principal.memberId });
  return ok({});
};
