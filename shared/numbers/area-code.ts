import type { E164 } from './contract.ts';

/** The three digits after +1, or nothing: other plans have no area code of fixed length. */
export const areaCodeOf = (e164: E164): string => /^\+1(\d{3})\d{7}$/.exec(e164)?.[1] ?? '';
