import * as z from 'zod';
import { MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import { JobId } from '../jobs/index.ts';

/** A session, a membership or a role has ended: what depends on it ends with it. */
export const CutOff = z.object({
  kind: z.literal('team.cutOff'),
  id: JobId,
  workspaceId: WorkspaceId,
  memberId: MemberId,
  sessionId: SessionId.optional(),
});
export type CutOff = z.infer<typeof CutOff>;
