/** The switches of a party, such as mute. Pure, and the same for any order of the facts. */
import type { Fact, FactOf } from './facts.ts';
import type { PartyId } from './parties.ts';

const SWITCHES = ['party.held', 'hold.wanted', 'phone.here', 'device.muted', 'device.link'] as const;

/** A fact that turns something of a party on or off: only the last one of each kind counts. */
export type SwitchFact = FactOf<(typeof SWITCHES)[number]>;

export const isSwitch = (fact: Fact): fact is SwitchFact => SWITCHES.some(kind => kind === fact.kind);

const SECOND_MS = 1000;

/**
 * Whether one write to a switch came after another. The carrier's times are whole seconds: within one second its
 * sequence number decides, before any time of ours. Remaining ties are settled by key, so that order never matters.
 */
export const isLaterWrite = (one: SwitchFact, other: SwitchFact): boolean => {
  const rank = (fact: SwitchFact): readonly number[] => {
    if (fact.kind === 'hold.wanted') return [fact.turn];
    const sequence = fact.kind === 'party.held' ? (fact.sequence ?? -1) : -1;
    return [Math.floor(fact.at / SECOND_MS), sequence, fact.at];
  };
  const others = rank(other);
  for (const [index, value] of rank(one).entries()) {
    const against = others[index] ?? value;
    if (value !== against) return value > against;
  }
  return one.key > other.key;
};

/** The last write to a switch of this party. */
export const lastWrite = <K extends SwitchFact['kind']>(
  facts: readonly Fact[],
  kind: K,
  party: PartyId,
): SwitchFact | undefined => {
  let last: SwitchFact | undefined;
  for (const fact of facts)
    if (isSwitch(fact) && fact.kind === kind && fact.party === party && (!last || isLaterWrite(fact, last)))
      last = fact;
  return last;
};
