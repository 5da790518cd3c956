import type { Rig } from './rig.ts';

/** The SDK makes several attempts in this time; then waiting for its next one takes longer than beginning anew. */
const ATTEMPT_MS = 5_000;

/** Whether the line to the carrier is up before `limitMs` have passed; it is made anew as often as that takes. */
export const reachLine = async (rig: Rig, limitMs: number, isWanted: () => boolean): Promise<boolean> => {
  const until = rig.now() + limitMs;
  while (rig.device.line() !== 'up') {
    if (rig.device.goodUntil() === null) await rig.readyToken();
    const leftMs = until - rig.now();
    // Without a token there is nothing to reach the carrier with.
    if (leftMs <= 0 || rig.device.goodUntil() === null || !isWanted()) return false;
    rig.device.reopen();
    await rig.device.whenUp(Math.min(ATTEMPT_MS, leftMs));
  }
  return isWanted();
};
