import type { Rates } from '../account/rates.ts';
import { type Call, isOver, talkSeconds } from '../calls/call.ts';
import type { Conference } from '../conference/conference.ts';
import type { Recording } from '../recordings/recording.ts';

const minutesOf = (ms: number): number => Math.ceil(ms / 60_000);

/** Ringing is free; talk is billed by the started minute (twilio.com changelog, billing changes, 27 Sep 2022). */
const billedMinutes = (call: Call): number => Math.ceil(talkSeconds(call) / 60);

const priceOf = ({ kind, direction }: Call, rates: Rates): number => {
  if (kind === 'client') return rates.clientMinute;
  return direction === 'inbound' ? rates.inboundMinute : rates.outboundMinute;
};

export type Bill = {
  /** Whole minutes in seconds; 0 until the call is over. */
  readonly billedSeconds: number;
  readonly costMicros: number;
};

/** The cost of streams, transcriptions and AMD on a call. */
const extrasOf = ({ forks, amdMs }: Call, rates: Rates): number => {
  const listened = forks.map(({ kind, startedAt, updatedAt }) => {
    const price = kind === 'Stream' ? rates.streamMinute : rates.transcriptionMinute;
    return minutesOf(updatedAt - startedAt) * price;
  });
  return listened.reduce((sum, cost) => sum + cost, amdMs === undefined ? 0 : rates.amd);
};

/** A call that is not over costs nothing yet. */
export const billOf = (call: Call, rates: Rates): Bill => {
  if (!isOver(call)) return { billedSeconds: 0, costMicros: 0 };
  const minutes = billedMinutes(call);
  return { billedSeconds: minutes * 60, costMicros: minutes * priceOf(call, rates) + extrasOf(call, rates) };
};

/** Each participant pays for their minutes in the room. */
export const conferenceCost = ({ former }: Conference, rates: Rates): number =>
  former.reduce(
    (sum, { joinedAt, leftAt }) =>
      joinedAt === undefined || leftAt === undefined
        ? sum
        : sum + minutesOf(leftAt - joinedAt) * rates.conferenceMinute,
    0,
  );

export const recordingCost = ({ seconds }: Recording, rates: Rates): number =>
  minutesOf(seconds * 1000) * rates.recordingMinute;
