import * as z from 'zod';
import { JobId } from '../jobs/index.ts';

/** A request for a sign-in code. Whether anybody has this address is looked up only when the job is done. */
export const MailCode = z.object({
  kind: z.literal('signIn.mailCode'),
  id: JobId,
  email: z.string().max(254),
  ask: z.string().regex(/^[0-9a-f]{64}$/),
  device: z.string().max(100),
  at: z.number(),
});
export type MailCode = z.infer<typeof MailCode>;
