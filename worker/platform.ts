import type { Clock } from '../shared/clock.ts';
import type { RandomBytes } from '../shared/ids.ts';

export const systemClock: Clock = { now: () => Date.now() };

export const randomBytes: RandomBytes = length => crypto.getRandomValues(new Uint8Array(length));

/** SHA-256 of text, hex: how tokens, codes and addresses are stored. */
export const sha256 = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('');
};
