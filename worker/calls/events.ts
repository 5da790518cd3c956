import type { Context } from 'hono';
import { PartyId } from '../../shared/calls/parties.ts';
import { CallId } from '../../shared/ids.ts';
import type { AppEnv } from '../context.ts';
import { liveCallOf } from '../objects.ts';
import { notFound } from '../problem.ts';
import { AnnouncementRequest, announcementTwiml, CallEvent, RoomEvent } from '../twilio/index.ts';
import { readWebhook } from '../webhook.ts';

const callIdOf = (c: Context<AppEnv>): CallId => {
  const callId = CallId.safeParse(c.req.param('callId'));
  if (!callId.success) throw notFound();
  return callId.data;
};

/** Who enters and leaves the room, and what was played in it. Answered once the event is stored. */
export const room = async (c: Context<AppEnv>): Promise<Response> => {
  const { workspace, event } = await readWebhook(c, RoomEvent);
  if (event) await liveCallOf(c.env, callIdOf(c)).hearRoom(workspace.id, event);
  return c.body(null, 204);
};

/** The status of the leg of a party who is reached by telephone. Answered once the event is stored. */
export const leg = async (c: Context<AppEnv>): Promise<Response> => {
  const { workspace, event } = await readWebhook(c, CallEvent);
  const party = PartyId.safeParse(c.req.param('party') ?? 'customer');
  if (!party.success) throw notFound();
  if (event) await liveCallOf(c.env, callIdOf(c)).hearLeg(workspace.id, party.data, event);
  return c.body(null, 204);
};

/** The notice the contact hears before they are recorded; 404 for a call that is not recorded. */
export const notice = async (c: Context<AppEnv>): Promise<Response> => {
  const { workspace } = await readWebhook(c, AnnouncementRequest);
  const words = await liveCallOf(c.env, callIdOf(c)).notice(workspace.id);
  if (words === null) throw notFound();
  return c.body(announcementTwiml(words), 200, { 'content-type': 'text/xml' });
};
