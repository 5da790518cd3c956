import { isOver, talkSeconds } from '../calls/call.ts';
import type { Network } from '../network.ts';
import { billOf, conferenceCost } from './money.ts';

/** Drops the oldest calls and conferences that are over, and keeps their totals. */
export const forgetOld = (network: Network): void => {
  const { calls, conferences, forgotten, keep } = network;
  for (const call of calls.values()) {
    if (calls.size <= keep) break;
    if (!isOver(call)) continue;
    calls.delete(call.sid);
    forgotten.legs += 1;
    forgotten.seconds += talkSeconds(call);
    forgotten.costMicros += billOf(call, network.rates).costMicros;
  }
  for (const conference of conferences.values()) {
    if (conferences.size <= keep) break;
    if (conference.status !== 'completed') continue;
    conferences.delete(conference.sid);
    forgotten.conferences += 1;
    forgotten.costMicros += conferenceCost(conference, network.rates);
  }
};
