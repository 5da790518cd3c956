import * as z from 'zod';
import { endpoint, NoRefusal } from '../endpoint.ts';

/** How many entries are open, and how many messages in them nobody has heard. */
export const inboxCount = endpoint({
  name: 'inbox.count',
  method: 'GET',
  path: '/v1/inbox/count',
  may: 'viewCalls',
  request: z.object({}),
  reply: z.object({ open: z.number().int(), unheard: z.number().int() }),
  refusal: NoRefusal,
  refusals: {},
});
