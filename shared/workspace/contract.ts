import * as z from 'zod';
import { endpoint } from '../endpoint.ts';
import { DialerState } from './dialer-state.ts';

/** Sets the account up again: checks everything, creates what is missing, repairs what is wrong. */
export const setUp = endpoint({
  name: 'workspace.setUp',
  method: 'POST',
  path: '/v1/workspace/set-up',
  may: 'runWorkspace',
  request: z.object({}),
  reply: DialerState,
  refusal: z.object({ reason: z.literal('being_set_up') }),
  refusals: { being_set_up: 409 },
});
