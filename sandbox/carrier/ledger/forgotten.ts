import type { Rates } from '../account/rates.ts';
import { type Call, talkSeconds } from '../calls/call.ts';
import type { Conference } from '../conference/conference.ts';
import { billOf, conferenceCost } from './money.ts';

/** Totals of the calls and conferences that are no longer kept. */
export type Forgotten = {
  readonly totals: { legs: number; seconds: number; costMicros: number; conferences: number };
  addCall(call: Call): void;
  addConference(conference: Conference): void;
};

export const createForgotten = (rates: Rates): Forgotten => {
  const totals = { legs: 0, seconds: 0, costMicros: 0, conferences: 0 };
  return {
    totals,
    addCall(call) {
      totals.legs += 1;
      totals.seconds += talkSeconds(call);
      totals.costMicros += billOf(call, rates).costMicros;
    },
    addConference(conference) {
      totals.conferences += 1;
      totals.costMicros += conferenceCost(conference, rates);
    },
  };
};
