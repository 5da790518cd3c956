import type { Fact } from '../../shared/calls/facts.ts';
import { FIRST_REP } from '../../shared/calls/parties.ts';
import type { CallSpec } from './spec.ts';

/** What is true of a call that a rep dials, from the beginning: its two parties, and that the rep is responsible. */
export const firstFacts = ({ openedAt: at, to, memberId }: CallSpec): readonly Fact[] => [
  { kind: 'dial.opened', key: 'dial.opened', at },
  { kind: 'party.opened', key: 'party.opened/customer', at, party: 'customer', number: to },
  { kind: 'party.opened', key: `party.opened/${FIRST_REP}`, at, party: FIRST_REP, memberId },
  { kind: 'responsible.moved', key: 'responsible.moved/1', at, turn: 1, to: FIRST_REP, why: 'dialed' },
];
