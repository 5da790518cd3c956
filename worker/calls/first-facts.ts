import type { Fact } from '../../shared/calls/facts.ts';
import { FIRST_REP } from '../../shared/calls/parties.ts';
import type { CallSpec, InboundSpec, OutboundSpec } from './spec.ts';

/** A call that a rep dials has two parties, and the rep is responsible. */
const ofDial = ({ openedAt: at, to, memberId }: OutboundSpec): readonly Fact[] => [
  { kind: 'dial.opened', key: 'dial.opened', at },
  { kind: 'party.opened', key: 'party.opened/customer', at, party: 'customer', number: to },
  { kind: 'party.opened', key: `party.opened/${FIRST_REP}`, at, party: FIRST_REP, memberId },
  { kind: 'responsible.moved', key: 'responsible.moved/1', at, turn: 1, to: FIRST_REP, why: 'dialed' },
];

/** A caller waits from the beginning, and the reps who are rung are responsible together. */
const ofArrival = ({ openedAt: at, from, ringSeconds }: InboundSpec): readonly Fact[] => [
  { kind: 'call.arrived', key: 'call.arrived', at },
  { kind: 'party.opened', key: 'party.opened/customer', at, party: 'customer', number: from },
  {
    kind: 'responsible.moved',
    key: 'responsible.moved/1',
    at,
    turn: 1,
    to: 'ringing',
    why: 'arrived',
    until: at + ringSeconds * 1000,
  },
];

/** What is true of a call from the beginning. */
export const firstFacts = (spec: CallSpec): readonly Fact[] =>
  spec.direction === 'inbound' ? ofArrival(spec) : ofDial(spec);
