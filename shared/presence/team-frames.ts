/** What the Switchboard sends to screens that show the team. */
import * as z from 'zod';
import { FRAME_VERSION } from '../endpoint.ts';
import { MemberId } from '../ids.ts';
import { Status } from './statuses.ts';

export const TeamStatus = z.object({ memberId: MemberId, status: Status, since: z.number() });
export type TeamStatus = z.infer<typeof TeamStatus>;

/** The first frame has everybody who has ever been connected, and the server's time; the later ones what changed. */
export const TeamFrame = z.object({
  v: z.literal(FRAME_VERSION),
  type: z.literal('presence.team'),
  now: z.number(),
  isWhole: z.boolean(),
  team: z.array(TeamStatus),
});
export type TeamFrame = z.infer<typeof TeamFrame>;
