import type { Result } from '../../shared/result.ts';
import type { MediaLeg } from './leg.ts';

/** Why an offer is refused: it cannot be read, or it offers no PCMU. */
export type OfferFault = 'malformed' | 'no_pcmu';

export interface WebRtcLeg extends MediaLeg {
  /** ICE restart: the answer's SDP. The audio goes on. */
  reinvite(offerSdp: string): Promise<Result<string, OfferFault>>;
}

/** Answers a browser's offer with PCMU and telephone-event; resolves when every local candidate is in the SDP. */
export const answerOffer = (
  _offerSdp: string,
): Promise<Result<{ readonly leg: WebRtcLeg; readonly answerSdp: string }, OfferFault>> => {
  throw new Error('The WebRTC leg is not built yet.');
};
