import * as z from 'zod';
import { endpoint, NoRefusal, Role } from '../endpoint.ts';
import { MemberId } from '../ids.ts';

/** Somebody who takes calls, as every member sees them. */
export const TeamMember = z.object({ id: MemberId, name: z.string(), role: Role });
export type TeamMember = z.infer<typeof TeamMember>;

/** Everybody in the workspace whose role takes calls, for the list of who is Online. */
export const team = endpoint({
  name: 'team.team',
  method: 'GET',
  path: '/v1/team',
  may: 'belong',
  request: z.object({}),
  reply: z.object({ team: z.array(TeamMember) }),
  refusal: NoRefusal,
  refusals: {},
});
