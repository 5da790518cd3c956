// The queue consumer: each job goes to the function for its kind. A job that fails for good becomes a row people see.
import { cutOff } from './cut-off/index.ts';
import { drainNow, Job, StoreRecording, storeFailedJob } from './jobs/index.ts';
import { log } from './log.ts';
import { deliverMail } from './mail/index.ts';
import { randomBytes, systemClock } from './platform.ts';
import { askPrice } from './prices/index.ts';
import { storeRecording } from './recordings/index.ts';
import { mailCodeOf } from './sign-in/index.ts';
import { storeMissedCall, storeVoicemail } from './voicemail/index.ts';
import { workspaceByWebhookKey } from './workspace/index.ts';

const DEAD = 'ringside-jobs-dead';
const LONGEST_DELAY_SECONDS = 300;

const perform = (env: Env, job: Job): Promise<void> => {
  switch (job.kind) {
    case 'calls.missed':
      return storeMissedCall(env, job);
    case 'calls.voicemail':
      return storeVoicemail(env, job, systemClock);
    case 'recordings.keep':
    case 'calls.recorded':
      return storeRecording(env, job, systemClock);
    case 'calls.price':
      return askPrice(env, job, systemClock);
    case 'team.cutOff':
      return cutOff(env, job, systemClock);
    case 'signIn.mailCode':
      return mailCodeOf(env, job, systemClock, randomBytes);
    case 'mail.send':
      return deliverMail(env, job, systemClock);
  }
};

const workspaceIdOf = async (env: Env, job: Job) => {
  if ('workspaceId' in job) return job.workspaceId;
  return 'webhookKey' in job ? (await workspaceByWebhookKey(env, job.webhookKey))?.id : undefined;
};

const storeFailed = async (env: Env, message: Message): Promise<void> => {
  const job = Job.safeParse(message.body).data;
  await storeFailedJob(env, {
    id: job?.id ?? message.id,
    workspaceId: job && (await workspaceIdOf(env, job)),
    kind: job?.kind ?? 'unknown',
    state: 'failed_visible',
    job: JSON.stringify(message.body),
    tries: message.attempts,
    failedAt: systemClock.now(),
  });
};

/** Each message is settled separately: a message that fails does not cause the others to be delivered again. */
export const queue = async (batch: MessageBatch, env: Env): Promise<void> => {
  const handle = async (message: Message): Promise<void> => {
    if (batch.queue === DEAD) await storeFailed(env, message);
    else await perform(env, Job.parse(message.body));
  };
  const settle = async (message: Message): Promise<void> => {
    try {
      await handle(message);
      message.ack();
    } catch (error) {
      log.warn('jobs.failed', { act: batch.queue, error });
      message.retry({ delaySeconds: Math.min(2 ** message.attempts * 5, LONGEST_DELAY_SECONDS) });
    }
  };
  // Recordings go last, one after the other: fetching one takes long and fills memory, and no other job (such
  // as a mail) is to wait for it.
  const isLong = ({ body }: Message): boolean => StoreRecording.safeParse(body).success;
  await Promise.all(batch.messages.filter(each => !isLong(each)).map(settle));
  for (const message of batch.messages.filter(isLong)) await settle(message);
  // The jobs just done may have queued more jobs, which should not wait for the next minute.
  if (batch.queue !== DEAD) await drainNow(env, systemClock);
};
