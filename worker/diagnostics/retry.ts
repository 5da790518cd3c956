import type { retryFailedJob as endpoint } from '../../shared/diagnostics/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { err, ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { JOB_KINDS } from '../job-kinds.ts';
import { drain, failedJobOf, readJob, revive } from '../jobs/index.ts';
import { log } from '../log.ts';
import { notFound } from '../problem.ts';

/** Puts a failed job back into the queue under the same id, so that steps it has already done are not repeated. */
export const retry = async ({ env, clock, principal }: MemberContext, { id }: RequestOf<typeof endpoint>) => {
  const text = await failedJobOf(env, principal.workspaceId, id);
  if (text === undefined) throw notFound();
  const known = readJob(JOB_KINDS, JSON.parse(text));
  if (!known) return err({ reason: 'not_readable' as const });
  await revive(env, principal.workspaceId, known.job, clock.now());
  try {
    await drain(env, clock);
  } catch (error) {
    // The job is in the outbox, and the next minute's run sends it.
    log.warn('jobs.drain', { error });
  }
  return ok({});
};
