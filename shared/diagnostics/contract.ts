import * as z from 'zod';
import { endpoint, NoRefusal } from '../endpoint.ts';

/** A job that was given up after its last try, and waits for somebody to see it. */
export const DeadLetter = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.literal('failed_visible'),
  tries: z.number().int(),
  /** Milliseconds UTC. */
  failedAt: z.number(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export const deadLetters = endpoint({
  name: 'diagnostics.deadLetters',
  method: 'GET',
  path: '/v1/diagnostics/dead-letters',
  roles: ['owner', 'admin'],
  request: z.object({ limit: z.coerce.number().int().min(1).max(100).default(50) }),
  reply: z.object({ deadLetters: z.array(DeadLetter) }),
  refusal: NoRefusal,
  refusals: {},
});

/** Puts a job that was given up back into the queue; its row is gone from the list until it is given up again. */
export const retryDeadLetter = endpoint({
  name: 'diagnostics.retryDeadLetter',
  method: 'POST',
  path: '/v1/diagnostics/dead-letters/:id/retry',
  roles: ['owner', 'admin'],
  request: z.object({ id: z.string().min(1).max(100) }),
  reply: z.object({}),
  refusal: z.object({ reason: z.literal('not_readable') }),
  refusals: { not_readable: 409 },
});
