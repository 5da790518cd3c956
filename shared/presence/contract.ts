import * as z from 'zod';
import { CallView } from '../calls/contract.ts';
import { endpoint, FRAME_VERSION, NoRefusal } from '../endpoint.ts';
import { CallId } from '../ids.ts';
import { Offer, OfferEnd } from '../incoming/offer.ts';
import { OwnStatus } from './statuses.ts';

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
