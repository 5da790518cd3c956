import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { mailCode as askEndpoint, signInByMail as endpoint } from '../../shared/sign-in/contract.ts';
import type { PublicContext } from '../context.ts';
import { hasMail } from '../mail/index.ts';
import { sha256 } from '../platform.ts';
import { openSession } from '../team/index.ts';
import type { MailCode } from './job.ts';
import { CODE_MS } from './mail-code.ts';
import { mayMailOpen, tryMailCode, useMailCode } from './store.ts';
import { countMailCode, countSignIn } from './tries.ts';

type Ask = typeof askEndpoint;
type SignIn = typeof endpoint;

const NOT_VALID = { reason: 'code_not_valid' } as const;

/** Mails a code to this address. Neither the answer nor its timing reveals whether anybody has the address. */
export const mailCode = async (
  context: PublicContext,
  { email, ask, device }: RequestOf<Ask>,
): Promise<Result<ReplyOf<Ask>, RefusalOf<Ask>>> => {
  const { env, clock } = context;
  if (!hasMail(env)) return err({ reason: 'no_mail' });
  const counted = await countMailCode(context, email);
  if (!counted.ok) return counted;
  const at = clock.now();
  const job: MailCode = { kind: 'signIn.mailCode', id: `mail-code/${ask}`, email, ask, device, at };
  await env.JOBS.send(job);
  return ok({ seconds: CODE_MS / 1000 });
};

/** Exchanges the code and the secret it was requested with for a session. */
export const signInByMail = async (
  context: PublicContext,
  { code, secret, device, keys }: RequestOf<SignIn>,
): Promise<Result<ReplyOf<SignIn>, RefusalOf<SignIn>>> => {
  const { env, clock } = context;
  const tried = await countSignIn(context);
  if (!tried.ok) return tried;
  const requestHash = await sha256(secret);
  const asked = await tryMailCode(env, requestHash, clock.now());
  // Wrong, expired, never sent and tried too often get the same answer: nobody learns whose addresses are known.
  if (asked?.codeHash !== (await sha256(`${requestHash} ${code}`))) return err(NOT_VALID);
  const { memberId, isBound } = asked;
  const opened =
    memberId &&
    (await mayMailOpen(env, memberId)) &&
    (await useMailCode(env, requestHash, clock.now())) &&
    (await openSession(context, memberId, device, keys, isBound));
  if (!opened) return err(NOT_VALID);
  await tried.forgive();
  return ok(opened);
};
