import type { PhoneContext } from './phone-context.ts';

/** The SDK makes several attempts in this time; then waiting for its next one takes longer than beginning anew. */
const ATTEMPT_MS = 5_000;

/** Whether the line to the carrier is up before `limitMs` have passed; it is made anew as often as that takes. */
export const reachLine = async (
  phone: PhoneContext,
  limitMs: number,
  isWanted: () => boolean,
): Promise<boolean> => {
  const until = phone.now() + limitMs;
  while (phone.device.line() !== 'up') {
    if (phone.device.goodUntil() === null) await phone.readyToken();
    const leftMs = until - phone.now();
    // Without a token there is nothing to reach the carrier with.
    if (leftMs <= 0 || phone.device.goodUntil() === null || !isWanted()) return false;
    phone.device.reopen();
    await phone.device.whenUp(Math.min(ATTEMPT_MS, leftMs));
  }
  return isWanted();
};
