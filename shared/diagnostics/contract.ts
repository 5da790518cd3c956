import * as z from 'zod';
import { endpoint, NoRefusal, Role } from '../endpoint.ts';
import { E164 } from '../numbers/contract.ts';
import { SetupProblem } from '../workspace/setup-problem.ts';

/** A job whose last try failed, and which waits for somebody to look at it. */
export const FailedJob = z.object({
  id: z.string(),
  kind: z.string(),
  /** What it was to do, in words. */
  title: z.string(),
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

/** Puts a failed job back into the queue; it leaves the list, and returns only if it fails again. */
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

/** What the Worker knows about why a member can or cannot call. Contains no secrets. */
export const CheckUp = z.object({
  /** The Worker's clock, milliseconds UTC. */
  now: z.number(),
  role: Role,
  dialerEnabled: z.boolean(),
  hasAccount: z.boolean(),
  hasKey: z.boolean(),
  /** Everything a call needs is there, and the carrier has refused none of it. */
  canDial: z.boolean(),
  problems: z.array(SetupProblem),
  accountKind: z.enum(['trial', 'full']).nullable(),
  /** How many numbers may be called from. */
  callableNumbers: z.number().int(),
  /** How many of this member's browsers a call would ring, and when one was last heard from, milliseconds UTC. */
  reachable: z.object({ phones: z.number().int(), heardAt: z.number().nullable() }),
  /**
   * The contacts this member called last, newest first: the number called, the number that the workspace's last call to
   * them came from, and when, milliseconds UTC.
   */
  lastCalled: z.array(z.object({ name: z.string().nullable(), number: E164, from: E164, at: z.number() })),
  /** When this member's line test last came back here, signed by the carrier. */
  lineTestAt: z.number().nullable(),
});
export type CheckUp = z.infer<typeof CheckUp>;

/** For every role: a member who may not call learns why. Asks the carrier, and repairs there what can be repaired. */
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
