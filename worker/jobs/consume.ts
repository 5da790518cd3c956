import type { Clock } from '../../shared/clock.ts';
import { log } from '../log.ts';
import { drainNow } from './drain.ts';
import { type JobKind, readJob } from './job.ts';
import { storeFailedJob } from './store.ts';

const DEAD = 'ringside-jobs-dead';
const LONGEST_DELAY_SECONDS = 300;

type Consumer = { readonly kinds: readonly JobKind[]; readonly env: Env; readonly clock: Clock };

const perform = async ({ kinds, env, clock }: Consumer, { body }: Message): Promise<void> => {
  const known = readJob(kinds, body);
  if (!known) throw new Error('This release cannot read the job.');
  await known.kind.do(env, known.job, clock);
};

const storeFailed = async ({ kinds, env, clock }: Consumer, message: Message): Promise<void> => {
  const { kind, job } = readJob(kinds, message.body) ?? {};
  await storeFailedJob(env, {
    id: job?.id ?? message.id,
    workspaceId: job && (job.workspaceId ?? (await kind?.workspaceIdOf?.(env, job))),
    kind: job?.kind ?? 'unknown',
    state: 'failed_visible',
    job: JSON.stringify(message.body),
    tries: message.attempts,
    failedAt: clock.now(),
  });
};

/**
 * Does a batch of jobs, or stores those that have failed for good. Each message is settled separately: one that fails
 * does not cause the others to be delivered again.
 */
export const consume = async (consumer: Consumer, batch: MessageBatch): Promise<void> => {
  const isDead = batch.queue === DEAD;
  const settle = async (message: Message): Promise<void> => {
    try {
      await (isDead ? storeFailed : perform)(consumer, message);
      message.ack();
    } catch (error) {
      log.warn('jobs.failed', { act: batch.queue, error });
      message.retry({ delaySeconds: Math.min(2 ** message.attempts * 5, LONGEST_DELAY_SECONDS) });
    }
  };
  const isLong = ({ body }: Message): boolean => readJob(consumer.kinds, body)?.kind.isLong === true;
  await Promise.all(batch.messages.filter(each => !isLong(each)).map(settle));
  for (const message of batch.messages.filter(isLong)) await settle(message);
  // The jobs just done may have queued more jobs, which should not wait for the next minute.
  if (!isDead) await drainNow(consumer.env, consumer.clock);
};
