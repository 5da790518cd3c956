import type { CallerIdReason } from '../calls/contract.ts';
import type { E164 } from './contract.ts';

export type CallerId = { readonly from: E164; readonly reason: CallerIdReason };

/** Each wish counts only while the workspace still owns the number. */
export type CallerIdWishes = {
  /** Picked for this call. */
  readonly picked?: E164;
  /** The best local match; only where local presence is on. */
  readonly local?: E164;
  /** The rep's own saved choice. */
  readonly override?: E164;
  /** The number this contact was last called from. */
  readonly sticky?: E164;
};

/** Which number the customer sees, and why: picked, local, override, sticky, first owned. */
export const chooseCallerId = (owned: readonly E164[], wishes: CallerIdWishes): CallerId | undefined => {
  for (const reason of ['picked', 'local', 'override', 'sticky'] as const) {
    const from = wishes[reason];
    if (from !== undefined && owned.includes(from)) return { from, reason };
  }
  const first = owned[0];
  return first === undefined ? undefined : { from: first, reason: 'first' };
};
