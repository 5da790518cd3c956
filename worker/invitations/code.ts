/** Setup codes made by owners and admins: for an invited person, and for a member who has no browser signed in. */
import type { Role } from '../../shared/endpoint.ts';
import { randomTail } from '../../shared/ids.ts';
import type { MemberContext } from '../context.ts';
import { hasMail, sendMail } from '../mail/index.ts';
import { sha256 } from '../platform.ts';
import { notFound } from '../problem.ts';
import { meOf } from '../team/index.ts';
import { inviteMail } from './invite-mail.ts';
import { JOIN_PATH } from './join.ts';

const DAY_MS = 24 * 60 * 60_000;
const CODE_LIFE_MS = 3 * DAY_MS;
const CODE_LENGTH = 20;

export type NewCode = {
  readonly code: string;
  readonly codeHash: string;
  readonly sentAt: number;
  readonly expiresAt: number;
};

/** 20 letters and digits in groups of five; only its hash is stored. */
export const makeCode = async ({ clock, random }: MemberContext): Promise<NewCode> => {
  const code = (randomTail(random).slice(0, CODE_LENGTH).toUpperCase().match(/.{5}/g) ?? []).join('-');
  const [codeHash, sentAt] = [await sha256(code.replaceAll('-', '')), clock.now()];
  return { code, codeHash, sentAt, expiresAt: sentAt + CODE_LIFE_MS };
};

/** The code, which is shown once, and whether it was also sent by mail. */
export const sendCode = async (
  context: MemberContext,
  { code, expiresAt }: NewCode,
  to: { readonly email: string; readonly role: Role },
  text: typeof inviteMail = inviteMail,
): Promise<{ code: string; expiresAt: number; isMailed: boolean }> => {
  const { env, principal } = context;
  const isMailed = hasMail(env);
  if (!isMailed) return { code, expiresAt, isMailed };
  const inviter = await meOf(env, principal.memberId);
  if (!inviter) throw notFound();
  const mail = text({
    role: to.role,
    workspace: inviter.workspace.name,
    inviter: inviter.member.name,
    code,
    days: CODE_LIFE_MS / DAY_MS,
    joinUrl: `${env.PUBLIC_URL}${JOIN_PATH}#${code}`,
  });
  await sendMail(context, {
    workspaceId: principal.workspaceId,
    to: to.email,
    until: expiresAt,
    ...mail,
  });
  return { code, expiresAt, isMailed };
};
