import * as z from 'zod';
import { WorkspaceId } from '../../shared/ids.ts';
import { JobId } from '../jobs/index.ts';

/** An email. Its text is sealed under the job's id, because it can contain codes. */
export const SendMail = z.object({
  kind: z.literal('mail.send'),
  id: JobId,
  workspaceId: WorkspaceId,
  to: z.string().max(254),
  subject: z.string().max(200),
  body: z.string(),
  until: z.number(),
});
export type SendMail = z.infer<typeof SendMail>;
