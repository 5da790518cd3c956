// The order of the event codes in RFC 4733, section 3.2.
const EVENTS = '0123456789*#ABCD';
const PAYLOAD_BYTES = 4;

/**
 * Reads digits from telephone-event packets. All packets of one key press share their RTP timestamp, and the last
 * one is sent three times (RFC 4733, section 2.5), so each timestamp counts once and an older one is ignored.
 */
export const createDigitReader = (): ((payload: Uint8Array, timestamp: number) => string | undefined) => {
  let last: number | undefined;
  return (payload, timestamp) => {
    const digit = payload.length >= PAYLOAD_BYTES ? EVENTS[payload[0] ?? 16] : undefined;
    // Timestamps wrap at 32 bits; the difference, as a signed number, shows which one is newer.
    const isNew = last === undefined || ((timestamp - last) | 0) > 0;
    if (!digit || !isNew) return undefined;
    last = timestamp;
    return digit;
  };
};
