import * as z from 'zod';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { MemberId } from '../ids.ts';
import { Used } from '../workspace/limits.ts';

/** Today's usage, for those who set the limits. */
export const usageToday = endpoint({
  name: 'usage.today',
  method: 'GET',
  path: '/v1/usage/today',
  may: 'runWorkspace',
  request: z.object({}),
  reply: z.object({
    /** Today's date in this time zone, as 2026-11-29; the limits reset with the next day. */
    day: z.string(),
    timeZone: z.string(),
    workspace: Used,
    /** Inbound calls that were forwarded to another number. */
    forwarded: Used,
    /** Members who have called today, most minutes first. */
    members: z.array(Used.extend({ id: MemberId, name: z.string() })),
    /** How many of today's calls have no price yet, or never got one from the carrier. */
    unpriced: z.number().int(),
  }),
  refusal: NoRefusal,
  refusals: {},
});
