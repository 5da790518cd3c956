import * as z from 'zod';
import { AccountSid, CallId, CallSid, WorkspaceId } from '../../shared/ids.ts';
import { JobId } from '../jobs/index.ts';

/** The price of a call, which the carrier reports some time after its end. */
export const PriceCall = z.object({
  kind: z.literal('calls.price'),
  id: JobId,
  workspaceId: WorkspaceId,
  /** The carrier account it belongs to. */
  accountSid: AccountSid,
  /** A call of ours, or a forwarded call by the SID of its caller's leg. */
  of: z.union([CallId, CallSid]),
  /** How often the carrier was asked. */
  asked: z.number().int(),
});
export type PriceCall = z.infer<typeof PriceCall>;
