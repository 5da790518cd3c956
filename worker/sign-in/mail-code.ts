/** Codes sent by mail: to sign in, and (step-up/) for a step-up. */
import type { Clock } from '../../shared/clock.ts';
import type { RandomBytes } from '../../shared/ids.ts';
import { mailJob } from '../mail/index.ts';
import { sha256 } from '../platform.ts';
import type { MailCode } from './job.ts';
import { codeMail, ownerMail } from './mails.ts';
import { addMailCode, membershipsByEmail } from './store.ts';
import type { mailCode } from './table.ts';

export const CODE_MS = 10 * 60_000;
const TRIES = 5;
const DIGITS = 8;

/** Eight uniformly distributed digits: bytes from 250 on would favour some. */
export const newCode = (random: RandomBytes): string => {
  let code = '';
  while (code.length < DIGITS) for (const byte of random(DIGITS)) if (byte < 250) code += byte % 10;
  return code.slice(0, DIGITS);
};

/** The row of a mailed code, with its lifetime and tries. */
export const mailCodeRow = (
  code: Pick<typeof mailCode.$inferInsert, 'requestHash' | 'userId' | 'codeHash' | 'memberId' | 'isBound'>,
  now: number,
) => ({ ...code, triesLeft: TRIES, createdAt: now, expiresAt: now + CODE_MS });

/**
 * Carries out the queued request for a code and mails it to the person with this address. That happens after the
 * response, so that an unknown address takes as long as any other. A mailbox alone never opens a workspace for its
 * owner: owners get a code for another workspace only, or a mail that says why there is none.
 */
export const mailCodeOf = async (
  env: Env,
  { email, ask, device, at }: MailCode,
  clock: Clock,
  random: RandomBytes,
): Promise<void> => {
  const now = clock.now();
  const all = now < at + CODE_MS ? await membershipsByEmail(env, email) : [];
  const [first] = all;
  if (!first) return;
  const { userId, memberId, workspaceId, workspace } = first;
  const isOwner = all.some(({ role, isUnconfirmed }) => role === 'owner' && !isUnconfirmed);
  const to = { workspaceId, to: email, until: now + CODE_MS };
  // The id is derived from the request: a repeated job sends a single mail.
  const id = `mail_${ask}`;
  if (first.role === 'owner')
    return addMailCode(env, undefined, await mailJob(env, id, { ...to, ...ownerMail(device) }), now);
  const code = newCode(random);
  const codeHash = await sha256(`${ask} ${code}`);
  const row = mailCodeRow({ requestHash: ask, userId, memberId, isBound: isOwner, codeHash }, now);
  const mail = codeMail(code, device, isOwner ? workspace : undefined);
  await addMailCode(env, row, await mailJob(env, id, { ...to, ...mail }), now);
};
