import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type * as contract from '../../shared/step-up/contract.ts';
import type { MemberContext } from '../context.ts';
import { drainNow } from '../jobs/index.ts';
import { hasMail, mailJob } from '../mail/index.ts';
import { sha256 } from '../platform.ts';
import {
  addMailCode,
  CODE_MS,
  countStepUp,
  countStepUpMail,
  mailCodeRow,
  newCode,
  tryMailCode,
  useMailCode,
} from '../sign-in/index.ts';
import { noteStepUp } from '../team/index.ts';
import { stepUpMail } from './words.ts';

type Mail = typeof contract.mailStepUpCode;
type Prove = typeof contract.stepUpByMail;

const NOT_VALID = { reason: 'code_not_valid' } as const;

/** Hashed differently from a sign-in code: neither works in the other's place, nor in another session. */
const hashOf = (sessionId: string, ask: string, code: string): Promise<string> =>
  sha256(`step-up ${sessionId} ${ask} ${code}`);

export const mail = async (
  context: MemberContext,
  { ask, device }: RequestOf<Mail>,
): Promise<Result<ReplyOf<Mail>, RefusalOf<Mail>>> => {
  const { env, clock, random, principal } = context;
  if (!hasMail(env)) return err({ reason: 'no_mail' });
  const counted = await countStepUpMail(context);
  if (!counted.ok) return counted;
  const code = newCode(random);
  const now = clock.now();
  const codeHash = await hashOf(principal.sessionId, ask, code);
  const row = mailCodeRow({ requestHash: ask, userId: principal.userId, codeHash }, now);
  const mail = await mailJob(env, `mail_${ask}`, {
    workspaceId: principal.workspaceId,
    to: principal.email,
    until: now + CODE_MS,
    ...stepUpMail(code, device),
  });
  await addMailCode(env, row, mail, now);
  await drainNow(env, clock);
  return ok({ seconds: CODE_MS / 1000 });
};

export const stepUpByMail = async (
  context: MemberContext,
  { code, secret }: RequestOf<Prove>,
): Promise<Result<ReplyOf<Prove>, RefusalOf<Prove>>> => {
  const { env, clock, principal, note } = context;
  const tried = await countStepUp(context);
  if (!tried.ok) return tried;
  const ask = await sha256(secret);
  const asked = await tryMailCode(env, ask, clock.now());
  if (asked?.codeHash !== (await hashOf(principal.sessionId, ask, code))) return err(NOT_VALID);
  if (!(await useMailCode(env, ask, clock.now()))) return err(NOT_VALID);
  await noteStepUp(env, principal.sessionId, clock.now());
  await tried.forgive();
  note({ target: principal.memberId });
  return ok({});
};
