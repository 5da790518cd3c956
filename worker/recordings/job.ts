import * as z from 'zod';
import { AccountSid, RecordingSid, WorkspaceId } from '../../shared/ids.ts';
import { JobId } from '../jobs/index.ts';

/** A recording to fetch from the carrier into our own store. Earlier releases had a kind of its own for calls. */
export const StoreRecording = z.object({
  kind: z.literal(['recordings.keep', 'calls.recorded']),
  id: JobId,
  workspaceId: WorkspaceId,
  /** The carrier account it belongs to; absent in jobs queued by earlier releases. */
  accountSid: AccountSid.optional(),
  recordingSid: RecordingSid,
});
export type StoreRecording = z.infer<typeof StoreRecording>;
