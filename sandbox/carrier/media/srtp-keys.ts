import { createSecretKey } from 'node:crypto';
import type { RTCDtlsTransport } from 'werift';

const KEYS = ['srtpSessionKey', 'srtpSessionAuthTag'];

/**
 * werift passes Node the raw bytes of its keys with every packet, and Node creates a key from them each time: that
 * takes five times as long as the cipher itself. This creates the keys once, as soon as the transport has them.
 */
export const makeKeysOnce = ({ srtp }: RTCDtlsTransport): void => {
  for (const { cipher } of [srtp.localContext, srtp.remoteContext]) {
    for (const name of KEYS) {
      const bytes: unknown = Reflect.get(cipher, name);
      if (bytes instanceof Uint8Array) Reflect.set(cipher, name, createSecretKey(bytes));
    }
  }
};
