import { usableSession } from '../session.ts';

const LOOK_EVERY_MS = 60_000;
const MARGIN_MS = 5 * 60_000;

/** In the phone: the access token is made new before it is needed, so that no click has to wait for one. */
export const keepFresh = (onOver: () => void): void => {
  setInterval(() => {
    void usableSession(undefined, MARGIN_MS).then(session => {
      if (!session.ok && session.error.reason === 'signed_out') onOver();
    });
  }, LOOK_EVERY_MS);
};
