/** Who calls, by what their network sends as their number. Pure. */
import { E164 } from './contract.ts';

/**
 * Words that networks send in place of a number, spelled on a keypad: RESTRICTED, BLOCKED, UNKNOWN, ANONYMOUS,
 * UNAVAILABLE (docs, "Why am I getting calls from these strange numbers?"). Read as numbers they would be somebody's.
 */
const SPELLED_WORDS = new Set(['+7378742833', '+2562533', '+8566696', '+266696687', '+86282452253']);

export type Caller = {
  readonly from?: E164;
  /** An address that is not a telephone number. */
  readonly callerAddress?: string;
};

/** A caller who withheld their number has neither a number nor an address. */
export const callerOf = (sent: string): Caller => {
  const text = sent.trim();
  if (/^(?:sips?|client):/i.test(text)) return { callerAddress: text };
  const number = E164.safeParse(text);
  return number.success && !SPELLED_WORDS.has(number.data) ? { from: number.data } : {};
};
