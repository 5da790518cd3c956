import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { mailCode as askEndpoint, signInByMail as endpoint } from '../../shared/sign-in/contract.ts';
import type { PublicContext } from '../context.ts';
import { hasMail, sendMail } from '../mail/index.ts';
import { lastMembershipOf } from '../places/index.ts';
import { sha256 } from '../platform.ts';
import { openSession } from '../team/index.ts';
import { CODE_MS, keepMailCode, newCode } from './mail-code.ts';
import { codeMail, ownerMail } from './mails.ts';
import { personByEmail, tryMailCode, useMailCode } from './store.ts';
import { countMail, countSignIn } from './tries.ts';

type Ask = typeof askEndpoint;
type SignIn = typeof endpoint;

const NOT_VALID = { reason: 'code_not_valid' } as const;

/** Mails a code to whoever has this address; that nobody has is not told. */
export const mailCode = async (
  context: PublicContext,
  { email, ask, device }: RequestOf<Ask>,
): Promise<Result<ReplyOf<Ask>, RefusalOf<Ask>>> => {
  const { env, clock, random } = context;
  if (!hasMail(env)) return err({ reason: 'no_mail' });
  for (const counted of [await countSignIn(context), await countMail(context, email)])
    if (!counted.ok) return counted;
  const person = await personByEmail(env, email);
  if (person) {
    const { userId, workspaceId, name } = person;
    const code = newCode(random);
    const now = clock.now();
    // An owner's mail box alone must not open a whole workspace.
    if (!person.isOwner)
      await keepMailCode(env, { requestHash: ask, userId, codeHash: await sha256(`${ask} ${code}`) }, now);
    const mail = person.isOwner ? ownerMail(name, device) : codeMail(name, code, device);
    await sendMail(context, { workspaceId, to: email, until: now + CODE_MS, ...mail });
  }
  return ok({ seconds: CODE_MS / 1000 });
};

/** The code, and the secret it was asked for with → a session. */
export const signInByMail = async (
  context: PublicContext,
  { code, secret, device, keys }: RequestOf<SignIn>,
): Promise<Result<ReplyOf<SignIn>, RefusalOf<SignIn>>> => {
  const { env, clock } = context;
  const tried = await countSignIn(context);
  if (!tried.ok) return tried;
  const requestHash = await sha256(secret);
  const asked = await tryMailCode(env, requestHash, clock.now());
  // Wrong, old, never sent and tried too often are not told apart: nobody learns whose addresses are known.
  if (asked?.codeHash !== (await sha256(`${requestHash} ${code}`))) return err(NOT_VALID);
  const memberId = await lastMembershipOf(env, asked.userId);
  const opened =
    memberId &&
    (await useMailCode(env, requestHash, clock.now())) &&
    (await openSession(context, memberId, device, keys));
  if (!opened) return err(NOT_VALID);
  await tried.forgive();
  return ok(opened);
};
