import { usableSession } from '../session.ts';

const LOOK_EVERY_MS = 60_000;
const MARGIN_MS = 5 * 60_000;

/**
 * Runs in the phone: renews the access token before it expires, so that no click has to wait for a renewal. Then
 * `follow` adapts to the member as the server now reports them, or to the end of the session.
 */
export const keepFresh = (follow: () => Promise<void>): void => {
  setInterval(() => void usableSession(undefined, MARGIN_MS).then(follow), LOOK_EVERY_MS);
};
