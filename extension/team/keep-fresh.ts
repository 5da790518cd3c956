import { usableSession } from '../session.ts';

const LOOK_EVERY_MS = 60_000;
const MARGIN_MS = 5 * 60_000;

/**
 * In the phone: the access token is made new before it is needed, so that no click has to wait for one. With it comes who
 * somebody is by now, which `follow` goes by; also that they are nobody any more.
 */
export const keepFresh = (follow: () => Promise<void>): void => {
  setInterval(() => void usableSession(undefined, MARGIN_MS).then(follow), LOOK_EVERY_MS);
};
