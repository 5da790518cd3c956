import type { Clock } from '../../shared/clock.ts';
import { randomTail, type WorkspaceId } from '../../shared/ids.ts';
import type { PublicContext } from '../context.ts';
import { drainNow, isDone } from '../jobs/index.ts';
import { log } from '../log.ts';
import { seal, unseal } from '../secrets/index.ts';
import { deliver } from './deliver.ts';
import type { SendMail } from './job.ts';
import { oweMail, settleMail } from './store.ts';
import type { MailText } from './text.ts';

type Wanted = {
  readonly workspaceId: WorkspaceId;
  readonly to: string;
  readonly subject: MailText;
  readonly text: MailText;
  /** When the mail becomes useless and is no longer sent, milliseconds UTC. */
  readonly until: number;
};

/** The job that sends a mail, for the transaction that causes it. The text is sealed until it is sent. */
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

/** Queues a mail. */
export const sendMail = async (
  { env, clock, random }: Pick<PublicContext, 'env' | 'clock' | 'random'>,
  wanted: Wanted,
): Promise<void> => {
  const job = await mailJob(env, `mail_${randomTail(random)}`, wanted);
  await oweMail(env, wanted.workspaceId, job, clock.now());
  await drainNow(env, clock);
};

/** Carries out the queued job. */
export const deliverMail = async (env: Env, job: SendMail, clock: Clock): Promise<void> => {
  const { id, workspaceId, to, subject, body, until } = job;
  if (await isDone(env, id)) return;
  const text = clock.now() < until ? await unseal(env, { workspaceId, name: id }, body) : undefined;
  // Too late to be useful, or its sealing key is gone.
  if (text === undefined) log.warn('mail.dropped', { workspaceId });
  else await deliver(env, { id, to, subject, text });
  await settleMail(env, id, clock.now());
};
