/** The switches of a call, such as mute. Pure, and the same for any order of the facts. */
import type { Fact } from './machine.ts';

/** A fact that turns something on or off: only the last one of each kind counts. */
export type SwitchFact = Extract<
  Fact,
  { readonly on: boolean; readonly kind: Exclude<Fact['kind'], 'notice.ended'> }
>;

export const isSwitch = (fact: Fact): fact is SwitchFact =>
  fact.kind === 'customer.held' ||
  fact.kind === 'phone.here' ||
  fact.kind === 'device.muted' ||
  fact.kind === 'device.link';

const SECOND_MS = 1000;

/**
 * Whether one write to a switch came after another. The carrier's times are whole seconds: within one second its
 * sequence number decides, before any time of ours. Remaining ties are settled by key, so that order never matters.
 */
export const isLaterWrite = (one: SwitchFact, other: SwitchFact): boolean => {
  const rank = (fact: SwitchFact): readonly number[] => {
    const sequence = fact.kind === 'customer.held' ? (fact.sequence ?? -1) : -1;
    return [Math.floor(fact.at / SECOND_MS), sequence, fact.at];
  };
  const others = rank(other);
  for (const [index, value] of rank(one).entries()) {
    const against = others[index] ?? value;
    if (value !== against) return value > against;
  }
  return one.key > other.key;
};

/** The last write to a switch. */
export const lastWrite = <K extends SwitchFact['kind']>(
  facts: readonly Fact[],
  kind: K,
): SwitchFact | undefined => {
  let last: SwitchFact | undefined;
  for (const fact of facts)
    if (isSwitch(fact) && fact.kind === kind && (!last || isLaterWrite(fact, last))) last = fact;
  return last;
};
