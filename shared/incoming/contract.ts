/** What a rep may do with an inbound call they are offered. Each act may be repeated. */
import * as z from 'zod';
import { CallView } from '../calls/view.ts';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { CallId } from '../ids.ts';

export { Offer, OfferEnd } from './offer.ts';

export const AnswerRefusal = z.discriminatedUnion('reason', [
  /** Somebody else was first; `by` is their name. */
  z.object({ reason: z.literal('taken'), by: z.string().optional() }),
  /** The caller hung up, or is leaving a message. */
  z.object({ reason: z.literal('over') }),
  /** This rep is in another call. */
  z.object({ reason: z.literal('busy') }),
]);
export type AnswerRefusal = z.infer<typeof AnswerRefusal>;

/** The first to answer gets the call. The same rep asking again gets the same answer. */
export const answer = endpoint({
  name: 'incoming.answer',
  method: 'POST',
  audit: 'later',
  path: '/v1/calls/:callId/answer',
  may: 'dial',
  request: z.object({ callId: CallId }),
  reply: z.object({
    call: CallView,
    /** Single use, 60 s: what `device.connect({params: {ticket}})` carries. */
    ticket: z.string(),
  }),
  refusal: AnswerRefusal,
  refusals: { taken: 409, over: 410, busy: 409 },
});

/** Stops the ringing for this rep, in all their browsers; it goes on for the others. */
export const decline = endpoint({
  name: 'incoming.decline',
  method: 'POST',
  audit: 'later',
  path: '/v1/calls/:callId/decline',
  may: 'dial',
  request: z.object({ callId: CallId }),
  reply: z.object({}),
  refusal: NoRefusal,
  refusals: {},
});

/** Stops the ringing for everybody: the caller is asked for a message. */
export const toVoicemail = endpoint({
  name: 'incoming.toVoicemail',
  method: 'POST',
  audit: 'later',
  path: '/v1/calls/:callId/to-voicemail',
  may: 'dial',
  request: z.object({ callId: CallId }),
  reply: z.object({}),
  refusal: NoRefusal,
  refusals: {},
});
