/** Endpoints that screens use and the phone does not: it has no room for them. */
import * as z from 'zod';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { OwnStatus, PickedStatus } from './statuses.ts';

/** Picks one's own status, for all of one's browsers. */
export const pickStatus = endpoint({
  name: 'presence.pick',
  method: 'PATCH',
  path: '/v1/presence/status',
  audit: 'no',
  may: 'dial',
  request: z.object({ status: PickedStatus }),
  reply: OwnStatus,
  refusal: NoRefusal,
  refusals: {},
});

/** A 60 s, single-use ticket for a screen's socket, which receives the statuses of the team and nothing else. */
export const teamTicket = endpoint({
  name: 'presence.teamTicket',
  method: 'POST',
  path: '/v1/presence/team-tickets',
  audit: 'no',
  may: 'belong',
  request: z.object({}),
  reply: z.object({ ticket: z.string() }),
  refusal: NoRefusal,
  refusals: {},
});
