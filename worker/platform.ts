import type { Clock } from '../shared/clock.ts';
import type { RandomBytes } from '../shared/ids.ts';

export const systemClock: Clock = { now: () => Date.now() };

// Every request needs random bytes, and a call to the platform costs more than the bytes do.
const DRAWN_AT_ONCE = 1024;
let drawn = new Uint8Array();

/** Random bytes, each handed out once. */
export const randomBytes: RandomBytes = length => {
  if (length > DRAWN_AT_ONCE) return crypto.getRandomValues(new Uint8Array(length));
  if (drawn.length < length) drawn = crypto.getRandomValues(new Uint8Array(DRAWN_AT_ONCE));
  const bytes = drawn.slice(0, length);
  drawn = drawn.subarray(length);
  return bytes;
};

/** SHA-256 of text, hex: how tokens, codes and addresses are stored. */
export const sha256 = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('');
};
