import { createSecretKey } from 'node:crypto';
import type { RTCDtlsTransport } from 'werift';

const KEYS = ['srtpSessionKey', 'srtpSessionAuthTag'];

/**
 * werift gives Node the bytes of its keys with every packet, and Node makes a key of them each time: that takes five
 * times as long as the cipher itself. Once the transport has its keys, they are made for good.
 */
export const makeKeysOnce = ({ srtp }: RTCDtlsTransport): void => {
  for (const { cipher } of [srtp.localContext, srtp.remoteContext]) {
    for (const name of KEYS) {
      const bytes: unknown = Reflect.get(cipher, name);
      if (bytes instanceof Uint8Array) Reflect.set(cipher, name, createSecretKey(bytes));
    }
  }
};
