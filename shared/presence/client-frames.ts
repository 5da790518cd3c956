/** What the phone sends to the Worker, which alone reads it: the phone needs only the types. */
import * as z from 'zod';
import { EndReason } from '../calls/contract.ts';
import { FRAME_VERSION } from '../endpoint.ts';
import { CallId } from '../ids.ts';

const v = z.literal(FRAME_VERSION);

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
 * `wrapUp.done`: the rep is done with this call, so its wrap-up ends now. Sent when the socket is up again if it is
 * down; without it, the wrap-up ends by its timer.
 */
export const ClientFrame = z.discriminatedUnion('type', [
  z.object({ v, type: z.literal('phone.carries'), callId: CallId }),
  z.object({ v, type: z.literal('device.fact'), callId: CallId, fact: DeviceFact }),
  z.object({ v, type: z.literal('presence.idle'), idleMs: z.number().min(0).nullable() }),
  z.object({ v, type: z.literal('wrapUp.done'), callId: CallId }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;
