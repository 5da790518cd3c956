import * as z from 'zod';
import { endpoint, NoRefusal, Role } from '../endpoint.ts';
import { SetupProblem } from '../workspace/setup-problem.ts';

/** A job that failed on its last try, and waits for somebody to see it. */
export const FailedJob = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.literal('failed_visible'),
  tries: z.number().int(),
  /** Milliseconds UTC. */
  failedAt: z.number(),
});
export type FailedJob = z.infer<typeof FailedJob>;

export const failedJobs = endpoint({
  name: 'diagnostics.failedJobs',
  method: 'GET',
  path: '/v1/diagnostics/failed-jobs',
  may: 'runWorkspace',
  request: z.object({ limit: z.coerce.number().int().min(1).max(100).default(50) }),
  reply: z.object({ failedJobs: z.array(FailedJob) }),
  refusal: NoRefusal,
  refusals: {},
});

/** Puts a failed job back into the queue; its row is gone from the list until it fails again. */
export const retryFailedJob = endpoint({
  name: 'diagnostics.retryFailedJob',
  method: 'POST',
  path: '/v1/diagnostics/failed-jobs/:id/retry',
  may: 'runWorkspace',
  request: z.object({ id: z.string().min(1).max(100) }),
  reply: z.object({}),
  refusal: z.object({ reason: z.literal('not_readable') }),
  refusals: { not_readable: 409 },
});

/** What the Worker knows of why somebody can, or cannot, call. Nobody's secret is in it. */
export const CheckUp = z.object({
  /** The Worker's clock, milliseconds UTC. */
  now: z.number(),
  role: Role,
  dialerEnabled: z.boolean(),
  hasAccount: z.boolean(),
  hasKey: z.boolean(),
  /** Everything a call needs is there, and the carrier has not said no to any of it. */
  canDial: z.boolean(),
  problems: z.array(SetupProblem),
  accountKind: z.enum(['trial', 'full']).nullable(),
  /** How many numbers may be called from. */
  callableNumbers: z.number().int(),
  /** This member's browsers a call would ring in, and when one of them was last heard of, milliseconds UTC. */
  reachable: z.object({ phones: z.number().int(), heardAt: z.number().nullable() }),
  /** When this member's line test last came back here, signed by the carrier. */
  lineTestAt: z.number().nullable(),
});
export type CheckUp = z.infer<typeof CheckUp>;

/** For every role: who may not call is told why. The carrier is asked, and what can be mended there is. */
export const checkUp = endpoint({
  name: 'diagnostics.checkUp',
  method: 'POST',
  audit: 'no',
  path: '/v1/diagnostics/check-up',
  may: 'belong',
  request: z.object({}),
  reply: CheckUp,
  refusal: NoRefusal,
  refusals: {},
});
