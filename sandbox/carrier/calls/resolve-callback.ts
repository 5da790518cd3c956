import type { Faults } from '../ledger/faults.ts';
import { type Callback, resolveUrl } from '../webhooks/address.ts';
import type { Call } from './call.ts';

/** Resolves a callback's address, which may be relative to the document; an invalid one is dropped with a fault. */
export const resolveCallback = (
  network: { readonly faults: Faults },
  call: Call,
  callback: Callback | undefined,
  baseUrl: string | undefined,
): Callback | undefined => {
  if (!callback) return undefined;
  const url = resolveUrl(callback.url, baseUrl);
  if (url) return { ...callback, url };
  network.faults.note({ code: 16002, message: `statusCallback is not a URL: ${callback.url}` }, call.sid);
  return undefined;
};
