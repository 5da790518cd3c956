/** Where a party is, derived from the facts. Pure, and the same for any order of the facts. */
import type { Fact } from './facts.ts';
import type { PartyId } from './parties.ts';
import { lastWrite } from './switches.ts';

/** How long a customer is held for a rep who dropped out, milliseconds. */
export const REJOIN_MS = 45_000;

export type PartyPresence = {
  /** The leg that entered last; undefined when none did, and for facts that name no leg. */
  readonly callSid: string | undefined;
  /** When the party entered with that leg: when its device was admitted, or its telephone was called. */
  readonly enteredAt: number | undefined;
  /** When that leg joined the room. */
  readonly joinedAt: number | undefined;
  /** Since when the party is away: its leg has ended, or its phone has stopped responding. */
  readonly absentSince: number | undefined;
  /** Whether the leg itself has ended: then the party can come back only with another one. */
  readonly legGone: boolean;
  /** Whether the phone's session has ended since that leg was admitted, so that the phone cannot rejoin. */
  readonly signedOut: boolean;
};

type PartyLeg = { callSid: string; enteredAt?: number; joinedAt?: number; goneAt?: number };

const earlier = (known: number | undefined, at: number): number => Math.min(known ?? at, at);

/** The legs that carried a party, with when each entered, joined the room and was gone. */
export const legsOf = (facts: readonly Fact[], party: PartyId): readonly PartyLeg[] => {
  const legs = new Map<string, PartyLeg>();
  for (const fact of facts) {
    if (!('party' in fact) || fact.party !== party) continue;
    if (!fact.kind.startsWith('leg.') && !fact.kind.startsWith('room.')) continue;
    // A fact without a SID belongs to the party's only leg.
    const callSid = ('callSid' in fact && fact.callSid) || '';
    const leg = legs.get(callSid) ?? { callSid };
    if (fact.kind === 'leg.initiated') leg.enteredAt = earlier(leg.enteredAt, fact.at);
    if (fact.kind === 'room.joined') leg.joinedAt = earlier(leg.joinedAt, fact.at);
    if (fact.kind === 'room.left' || fact.kind === 'leg.ended') leg.goneAt = earlier(leg.goneAt, fact.at);
    legs.set(callSid, leg);
  }
  return [...legs.values()];
};

const isLater = (a: PartyLeg, b: PartyLeg): boolean => {
  const [atA, atB] = [a.enteredAt ?? 0, b.enteredAt ?? 0];
  return atA === atB ? a.callSid > b.callSid : atA > atB;
};

/** The Switchboard's last report on the party's phone: since when it is away, or undefined if it is not. */
const phoneAwaySince = (facts: readonly Fact[], party: PartyId): number | undefined => {
  const last = lastWrite(facts, 'phone.here', party);
  return last && !last.on ? last.at : undefined;
};

const NOWHERE: PartyPresence = {
  callSid: undefined,
  enteredAt: undefined,
  joinedAt: undefined,
  absentSince: undefined,
  legGone: false,
  signedOut: false,
};

/** Only the leg that entered last counts: older ones are ignored, whatever the carrier still reports about them. */
export const presenceOf = (facts: readonly Fact[], party: PartyId): PartyPresence => {
  const current = legsOf(facts, party).reduce<PartyLeg | undefined>(
    (best, leg) => (best && !isLater(leg, best) ? best : leg),
    undefined,
  );
  if (!current) return NOWHERE;
  const away = phoneAwaySince(facts, party);
  const times = [
    current.goneAt,
    // A leg admitted after the phone went missing means that the phone is back.
    away !== undefined && away >= (current.enteredAt ?? 0) ? away : undefined,
  ].filter(at => at !== undefined);
  return {
    callSid: current.callSid || undefined,
    enteredAt: current.enteredAt,
    joinedAt: current.joinedAt,
    absentSince: times.length > 0 ? Math.min(...times) : undefined,
    legGone: current.goneAt !== undefined,
    signedOut: facts.some(
      fact => fact.kind === 'session.ended' && fact.party === party && fact.at >= (current.enteredAt ?? 0),
    ),
  };
};
