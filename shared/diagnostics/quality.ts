/** Measurements of a line: milliseconds, and the share of packets lost from 0 to 1. */
export type LineMeasure = {
  readonly roundTripMs: number;
  readonly jitterMs: number;
  readonly lost: number;
};

/**
 * The mean opinion score a listener would give, from 1 to 4.4: the simplified E-model (ITU-T G.107), which the Voice
 * SDK uses too. From 4 upwards a line is good; below 3.5 words get lost.
 */
export const mosOf = ({ roundTripMs, jitterMs, lost }: LineMeasure): number => {
  const latency = roundTripMs + jitterMs * 2 + 10;
  const clear = latency < 160 ? 93.2 - latency / 40 : 93.2 - (latency - 120) / 10;
  const r = Math.max(0, clear - lost * 100 * 2.5);
  return 1 + 0.035 * r + 0.000007 * r * (r - 60) * (100 - r);
};

export const GOOD_MOS = 4;
export const POOR_MOS = 3.5;
