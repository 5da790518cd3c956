import { type Call, isOver, talkSeconds } from './call.ts';

/** Prices in micro-units of a US dollar. What an account pays is its own affair: these are the sandbox's. */
export type Rates = {
  /** Per minute begun of a person's telephone that the network calls. */
  readonly outboundMinute: number;
  /** Per minute begun of a person's telephone that calls in. */
  readonly inboundMinute: number;
  /** Per minute begun of a device. */
  readonly clientMinute: number;
};

export const RATES: Rates = { outboundMinute: 14_000, inboundMinute: 8500, clientMinute: 4000 };

/** Nobody pays for ringing; talk is billed by the minute begun (twilio.com changelog, billing changes, 27 Sep 2022). */
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

export const billOf = (call: Call, rates: Rates): Bill => {
  const minutes = isOver(call) ? billedMinutes(call) : 0;
  return { billedSeconds: minutes * 60, costMicros: minutes * priceOf(call, rates) };
};
