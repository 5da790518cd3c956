import type { Clock } from '../../shared/clock.ts';
import { randomTail, type WorkspaceId } from '../../shared/ids.ts';
import type { PublicContext } from '../context.ts';
import { drain, isDone, type SendMail } from '../jobs/index.ts';
import { log } from '../log.ts';
import { seal, unseal } from '../secrets/index.ts';
import { deliver } from './deliver.ts';
import { oweMail, settleMail } from './store.ts';

type Wanted = {
  readonly workspaceId: WorkspaceId;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Nobody has any use for it after that, milliseconds UTC. */
  readonly until: number;
};

const LONGEST_SUBJECT = 200;
/** One line, whatever names are in it. */
const lineOf = (subject: string): string => subject.replace(/\s+/g, ' ').trim().slice(0, LONGEST_SUBJECT);

/** Owes somebody a mail: it goes out through the queue, and what is in it is kept sealed until then. */
export const sendMail = async (
  { env, clock, random }: Pick<PublicContext, 'env' | 'clock' | 'random'>,
  { workspaceId, to, subject, text, until }: Wanted,
): Promise<void> => {
  const id = `mail_${randomTail(random)}`;
  const body = await seal(env, { workspaceId, name: id }, text);
  const job: SendMail = { kind: 'mail.send', id, workspaceId, to, subject: lineOf(subject), body, until };
  await oweMail(env, workspaceId, job, clock.now());
  try {
    await drain(env, clock);
  } catch (error) {
    // The minute's clock sends what is owed.
    log.warn('jobs.drain', { error });
  }
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
