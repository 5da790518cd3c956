import * as z from 'zod';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { MemberId } from '../ids.ts';
import { Used } from '../workspace/limits.ts';

/** What was called today, for who sets the limits. */
export const usageToday = endpoint({
  name: 'usage.today',
  method: 'GET',
  path: '/v1/usage/today',
  may: 'runWorkspace',
  request: z.object({}),
  reply: z.object({
    /** Today there, as 2026-11-29; the limits begin anew with the next day. */
    day: z.string(),
    timeZone: z.string(),
    workspace: Used,
    /** Callers who were put through to another number. */
    forwarded: Used,
    /** Whoever has called today, most minutes first. */
    members: z.array(Used.extend({ id: MemberId, name: z.string() })),
    /** How many of today's calls have no price yet, or none the carrier ever told. */
    unpriced: z.number().int(),
  }),
  refusal: NoRefusal,
  refusals: {},
});
