import type { PhoneContext } from './phone-context.ts';

/** The SDK makes several attempts in this time. After that, starting over is faster than waiting for the next one. */
const ATTEMPT_MS = 5_000;

/** Whether the line to the carrier comes up within `limitMs`. Reconnects the line as often as necessary. */
export const reachLine = async (
  phone: PhoneContext,
  limitMs: number,
  isWanted: () => boolean,
): Promise<boolean> => {
  const until = phone.now() + limitMs;
  while (phone.device.line() !== 'up') {
    if (phone.device.goodUntil() === null) await phone.readyToken();
    const leftMs = until - phone.now();
    // The carrier cannot be reached without a token.
    if (leftMs <= 0 || phone.device.goodUntil() === null || !isWanted()) return false;
    phone.device.reopen();
    await phone.device.whenUp(Math.min(ATTEMPT_MS, leftMs));
  }
  return isWanted();
};
