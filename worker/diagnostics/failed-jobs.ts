import type { failedJobs as endpoint } from '../../shared/diagnostics/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { JOB_KINDS } from '../job-kinds.ts';
import { failedJobsOf } from '../jobs/index.ts';

const titleOf = (kind: string): string =>
  JOB_KINDS.find(each => each.kind === kind)?.title ?? 'A job of an unknown kind';

/** The workspace's failed jobs, newest first. */
export const failedJobs = async (
  { env, principal }: MemberContext,
  { limit }: RequestOf<typeof endpoint>,
) => {
  const rows = await failedJobsOf(env, principal.workspaceId, limit);
  return ok({ failedJobs: rows.map(row => ({ ...row, title: titleOf(row.kind) })) });
};
