/**
 * What calls stored while a call was a pair of one rep and one customer, as what they store now. Needed for calls that
 * are live while the release that knows parties is deployed.
 */
import type { Fact } from '../../shared/calls/facts.ts';
import { FIRST_REP } from '../../shared/calls/parties.ts';
import type { EffectName } from './steps/situation.ts';

const PARTY_OF_LEG: Readonly<Record<string, string>> = { rep: FIRST_REP, customer: 'customer' };

/** A fact that said nothing about whom it was: the call's only rep, or its only customer. */
const KINDS: Readonly<Record<string, { readonly kind?: Fact['kind']; readonly party: string }>> = {
  'create.refused': { kind: 'bring.refused', party: 'customer' },
  'create.delayed': { kind: 'bring.delayed', party: 'customer' },
  'customer.held': { kind: 'party.held', party: 'customer' },
  'ticket.expired': { party: FIRST_REP },
  'rep.hungUp': { party: FIRST_REP },
  'rep.lost': { party: FIRST_REP },
  'admin.ended': { party: FIRST_REP },
  'phone.here': { party: FIRST_REP },
  'session.ended': { party: FIRST_REP },
  'device.muted': { party: FIRST_REP },
  'device.link': { party: FIRST_REP },
  'device.failed': { party: FIRST_REP },
};

type Stored = { readonly kind: string; readonly leg?: string } & Readonly<Record<string, unknown>>;

export const factOfPair = ({ leg, ...fact }: Stored): Stored =>
  leg === undefined ? { ...fact, ...KINDS[fact.kind] } : { ...fact, party: PARTY_OF_LEG[leg] };

export const EFFECTS_OF_PAIR: Readonly<Record<string, EffectName>> = {
  'create.customer': 'bring/customer',
  'find.customer': 'find/customer',
  'hold.customer': 'hold/customer',
  'unhold.customer': 'unhold/customer',
  'part.customer': 'part/customer',
  'notice.customer': 'notice',
  'record.customer': 'record',
  'find.recording': 'record.find',
  'stop.recording': 'record.stop',
};
