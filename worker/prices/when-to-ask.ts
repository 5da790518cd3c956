const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How long to wait before each request to the carrier. It only says that a price "might not be immediately available"
 * (docs, voice/api/call-resource): as a rule it is there after minutes. A price that is not there after a day and a
 * half is not requested again.
 */
const WAITS_MS = [
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  20 * MINUTE_MS,
  2 * HOUR_MS,
  8 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** Undefined once the carrier was asked often enough. */
export const dueAfter = (asked: number): number | undefined => WAITS_MS[asked];
