/** Prices in micro-units of a US dollar. Real accounts have their own rates: these are the sandbox's. */
export type Rates = {
  /** Per started minute of a call to a person's telephone. */
  readonly outboundMinute: number;
  /** Per started minute of a call from a person's telephone. */
  readonly inboundMinute: number;
  /** Per started minute of a device's call. */
  readonly clientMinute: number;
  /** Per started minute of a participant in a conference. */
  readonly conferenceMinute: number;
  /** Per started minute of a recording. */
  readonly recordingMinute: number;
  /** Per use of answering machine detection. */
  readonly amd: number;
  /** Per started minute of a stream or a transcription. */
  readonly streamMinute: number;
  readonly transcriptionMinute: number;
};

export const RATES: Rates = {
  outboundMinute: 14_000,
  inboundMinute: 8500,
  clientMinute: 4000,
  conferenceMinute: 1800,
  recordingMinute: 2500,
  amd: 7500,
  streamMinute: 4000,
  transcriptionMinute: 27_000,
};

/**
 * How long a price stays null: it "may not be immediately available" (twilio-oai, Call, price). Twilio names no
 * figure.
 */
export const PRICING_MS = 60_000;
