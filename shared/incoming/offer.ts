/** An inbound call that a rep may answer. */
import * as z from 'zod';
import { CallView } from '../calls/view.ts';

export const Offer = z.object({
  call: CallView,
  /** When the offer lapses, milliseconds UTC on the server's clock. */
  until: z.number(),
});
export type Offer = z.infer<typeof Offer>;

/** Why a rep is no longer offered a call. `by`: the name of who took it, or sent it to voicemail. */
export const OfferEnd = z.object({
  why: z.enum(['taken', 'caller_gone', 'voicemail', 'lapsed', 'declined']),
  by: z.string().optional(),
});
export type OfferEnd = z.infer<typeof OfferEnd>;
