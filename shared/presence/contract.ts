import * as z from 'zod';
import { CallView, EndReason } from '../calls/contract.ts';
import { endpoint, FRAME_VERSION, NoRefusal } from '../endpoint.ts';
import { CallId } from '../ids.ts';
import { Offer, OfferEnd } from '../incoming/offer.ts';

/** A 60 s, single-use ticket for the phone's socket; it travels in Sec-WebSocket-Protocol, never in a URL. */
export const socketTicket = endpoint({
  name: 'presence.socketTicket',
  method: 'POST',
  path: '/v1/presence/tickets',
  audit: 'no',
  may: 'dial',
  request: z.object({}),
  reply: z.object({ ticket: z.string() }),
  refusal: NoRefusal,
  refusals: {},
});

/** What a rep picks: it says whether they want incoming calls, and stays until they pick something else. */
export const PickedStatus = z.enum(['online', 'away', 'do_not_disturb']);
export type PickedStatus = z.infer<typeof PickedStatus>;

/** What a rep's status is at the moment (shared/presence/rules.ts). */
export const Status = z.enum([...PickedStatus.options, 'in_call', 'offline']);
export type Status = z.infer<typeof Status>;

/** A rep's own status. `since`: since when they have had it, milliseconds UTC. */
export const OwnStatus = z.object({ picked: PickedStatus, status: Status, since: z.number() });
export type OwnStatus = z.infer<typeof OwnStatus>;

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

/** The socket: GET with subprotocols [SOCKET_PROTOCOL, ticket]. Text `ping` is answered `pong` by the platform. */
export const SOCKET_PATH = '/v1/presence/socket';
export const SOCKET_PROTOCOL = 'ringside.v1';
export const HEARTBEAT_MS = 30_000;
export const HEARTBEAT_IN_CALL_MS = 5_000;
/** A phone in a call that has been silent for this long is considered lost. */
export const SUSPECT_AFTER_MS = 12_000;

const v = z.literal(FRAME_VERSION);

/**
 * Worker → phone. `hello` is the first frame: the server's time, this rep's live call, if any, and the calls this rep
 * may answer. `presence.status` follows it, and is sent again whenever the rep's status changes. `call.changed`: a call
 * of this rep's, or one that has just ceased to be: its `memberId` is then missing or another's. `offers` always has
 * all of this rep's offers; `offer.ended` says why one of them is gone.
 */
export const ServerFrame = z.discriminatedUnion('type', [
  z.object({
    v,
    type: z.literal('hello'),
    now: z.number(),
    call: CallView.nullable(),
    /** Missing from a Worker that does not offer calls yet. */
    offers: z.array(Offer).optional(),
  }),
  z.object({ v, type: z.literal('call.changed'), call: CallView }),
  z.object({ v, type: z.literal('inbox.changed') }),
  z.object({ v, type: z.literal('offers'), offers: z.array(Offer) }),
  z.object({ v, type: z.literal('offer.ended'), callId: CallId, ...OfferEnd.shape }),
  OwnStatus.extend({ v, type: z.literal('presence.status') }),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;

/** Phone → Worker: what only the device knows, and what its rep wants at once. */
export const DeviceFact = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('device.muted'), key: z.string().max(80), at: z.number(), on: z.boolean() }),
  z.object({ kind: z.literal('device.link'), key: z.string().max(80), at: z.number(), on: z.boolean() }),
  z.object({
    kind: z.literal('hold.wanted'),
    key: z.string().max(80),
    at: z.number(),
    on: z.boolean(),
    turn: z.number().int(),
  }),
  z.object({ kind: z.literal('device.failed'), key: z.string().max(80), at: z.number(), reason: EndReason }),
]);
export type DeviceFact = z.infer<typeof DeviceFact>;

/**
 * `phone.carries`: this phone has a leg of the call. Sent when the leg is up, and again after every `hello` while it
 * lasts: a phone that reconnects without sending it has lost its leg, and its customer is put on hold.
 * `presence.idle`: for how long nobody has used this computer, null while somebody does. Sent when that changes, and
 * again after every `hello`.
 */
export const ClientFrame = z.discriminatedUnion('type', [
  z.object({ v, type: z.literal('phone.carries'), callId: CallId }),
  z.object({ v, type: z.literal('device.fact'), callId: CallId, fact: DeviceFact }),
  z.object({ v, type: z.literal('presence.idle'), idleMs: z.number().min(0).nullable() }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;
