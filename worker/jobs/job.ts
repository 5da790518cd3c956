/** Slow work that goes through the queue. A job may arrive twice, late and in any order; its id stays the same. */
import * as z from 'zod';
import type { Clock } from '../../shared/clock.ts';
import type { WorkspaceId } from '../../shared/ids.ts';

export const JobId = z.string().min(1).max(100);

/** What all jobs have in common; the rest is up to their kinds. */
export type Job = { readonly kind: string; readonly id: string; readonly workspaceId?: WorkspaceId };

/** A kind of job, declared by the capability that does it. Methods, so that one list can hold kinds of different jobs. */
export type JobKind<J extends Job = Job> = {
  readonly kind: J['kind'];
  readonly schema: z.ZodType<J>;
  /** What it does, in the words owners and admins read if it fails for good. */
  readonly title: string;
  /** Doing it twice has the effect of once. */
  do(env: Env, job: J, clock: Clock): Promise<void>;
  /** The workspace of a job that does not name it. */
  workspaceIdOf?(env: Env, job: J): Promise<WorkspaceId | undefined>;
  /** Takes long and fills memory: done after the other jobs of a batch, one at a time, so that none waits for it. */
  readonly isLong?: true;
};

/** Checks that the parts of a declaration belong together. */
export const jobKind = <J extends Job>(declared: JobKind<J>): JobKind<J> => declared;

/** A job and its kind; undefined if this release does not know the kind, or cannot read the job. */
export const readJob = (
  kinds: readonly JobKind[],
  body: unknown,
): { readonly kind: JobKind; readonly job: Job } | undefined => {
  const named = z.object({ kind: z.string() }).safeParse(body).data?.kind;
  const kind = kinds.find(each => each.kind === named);
  const job = kind?.schema.safeParse(body).data;
  return kind && job && { kind, job };
};
