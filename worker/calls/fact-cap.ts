/**
 * Caps how many facts a call stores, because devices and webhooks can report without end. For a switch (hold, mute)
 * only the last writes matter; any other fact is ignored past the cap if it repeats a stored one. Pure.
 */
import type { Fact } from '../../shared/calls/facts.ts';
import { isLaterWrite, isSwitch, type SwitchFact } from '../../shared/calls/switches.ts';

const MOST_WRITES = 32;
const MOST_OTHERS = 512;

export type Decision =
  | { readonly kind: 'stored' }
  /** The key of the older write to the same switch, which the new one replaces. */
  | { readonly kind: 'replaces'; readonly key: string }
  | { readonly kind: 'ignored' };

const STORED: Decision = { kind: 'stored' };
const IGNORED: Decision = { kind: 'ignored' };

const decisionOnSwitch = (known: readonly Fact[], fact: SwitchFact): Decision => {
  const writes = known
    .filter(isSwitch)
    .filter(({ kind, party }) => kind === fact.kind && party === fact.party);
  if (writes.length < MOST_WRITES) return STORED;
  const first = writes.reduce((oldest, each) => (isLaterWrite(oldest, each) ? each : oldest));
  return isLaterWrite(fact, first) ? { kind: 'replaces', key: first.key } : IGNORED;
};

/** Whether two facts differ in nothing but their key and time. */
const saysTheSame = (one: Fact, other: Fact): boolean => {
  if (one.kind !== other.kind) return false;
  const of = (fact: Fact) => [
    'party' in fact && fact.party,
    'callSid' in fact && fact.callSid,
    'on' in fact && fact.on,
  ];
  const others = of(other);
  return of(one).every((value, index) => value === others[index]);
};

/** What to do with a reported fact. A fact whose key is already stored is ignored. */
export const decisionOn = (known: readonly Fact[], fact: Fact): Decision => {
  if (known.some(({ key }) => key === fact.key)) return IGNORED;
  if (isSwitch(fact)) return decisionOnSwitch(known, fact);
  if (known.length - known.filter(isSwitch).length < MOST_OTHERS) return STORED;
  return known.some(each => saysTheSame(each, fact)) ? IGNORED : STORED;
};
