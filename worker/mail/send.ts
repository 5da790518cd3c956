import type { Clock } from '../../shared/clock.ts';
import { randomTail, type WorkspaceId } from '../../shared/ids.ts';
import type { PublicContext } from '../context.ts';
import { drainNow, isDone, type SendMail } from '../jobs/index.ts';
import { log } from '../log.ts';
import { seal, unseal } from '../secrets/index.ts';
import { deliver } from './deliver.ts';
import { oweMail, settleMail } from './store.ts';
import type { MailText } from './text.ts';

type Wanted = {
  readonly workspaceId: WorkspaceId;
  readonly to: string;
  readonly subject: MailText;
  readonly text: MailText;
  /** Nobody has any use for it after that, milliseconds UTC. */
  readonly until: number;
};

/** The job of a mail, for the transaction that owes it. What is in it is sealed until it goes out. */
export const mailJob = async (
  env: Env,
  id: string,
  { workspaceId, to, subject, text, until }: Wanted,
): Promise<SendMail> => ({
  kind: 'mail.send',
  id,
  workspaceId,
  to,
  subject,
  body: await seal(env, { workspaceId, name: id }, text),
  until,
});

/** Owes somebody a mail: it goes out through the queue. */
export const sendMail = async (
  { env, clock, random }: Pick<PublicContext, 'env' | 'clock' | 'random'>,
  wanted: Wanted,
): Promise<void> => {
  const job = await mailJob(env, `mail_${randomTail(random)}`, wanted);
  await oweMail(env, wanted.workspaceId, job, clock.now());
  await drainNow(env, clock);
};

/** The queue's end of it. */
export const deliverMail = async (env: Env, job: SendMail, clock: Clock): Promise<void> => {
  const { id, workspaceId, to, subject, body, until } = job;
  if (await isDone(env, id)) return;
  const text = clock.now() < until ? await unseal(env, { workspaceId, name: id }, body) : undefined;
  // Too late, or the key is gone: nobody would want it any more.
  if (text === undefined) log.warn('mail.dropped', { workspaceId });
  else await deliver(env, { id, to, subject, text });
  await settleMail(env, id, clock.now());
};
