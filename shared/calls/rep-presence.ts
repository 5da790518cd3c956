/** Whether a rep is with their customer, as far as the facts tell. Pure, and the same for any order of the facts. */
import type { Fact } from './machine.ts';
import { lastWrite } from './switches.ts';

/** How long a customer is held for a rep who fell out, milliseconds. */
export const REJOIN_MS = 45_000;

export type RepPresence = {
  /** The leg that was admitted last; undefined when none was, and for facts that name no leg. */
  readonly callSid: string | undefined;
  /** When the rep entered, by the leg that was admitted last; undefined when none was. */
  readonly enteredAt: number | undefined;
  /** When that leg was in the room. */
  readonly joinedAt: number | undefined;
  /** Since when the rep is away: their leg is gone, or their phone has fallen silent. */
  readonly absentSince: number | undefined;
  /** Whether it is the leg that is gone: then only another one can come back. */
  readonly legGone: boolean;
  /** Whether the phone has no session to come back with since that leg was admitted. */
  readonly signedOut: boolean;
};

type RepLeg = { callSid: string; enteredAt?: number; joinedAt?: number; goneAt?: number };

const earlier = (known: number | undefined, at: number): number => Math.min(known ?? at, at);

const repLegs = (facts: readonly Fact[]): readonly RepLeg[] => {
  const legs = new Map<string, RepLeg>();
  for (const fact of facts) {
    if (!('leg' in fact) || fact.leg !== 'rep') continue;
    // A fact without a SID is of a call's only leg.
    const callSid = fact.callSid ?? '';
    const leg = legs.get(callSid) ?? { callSid };
    if (fact.kind === 'leg.initiated') leg.enteredAt = earlier(leg.enteredAt, fact.at);
    if (fact.kind === 'room.joined') leg.joinedAt = earlier(leg.joinedAt, fact.at);
    if (fact.kind === 'room.left' || fact.kind === 'leg.ended') leg.goneAt = earlier(leg.goneAt, fact.at);
    legs.set(callSid, leg);
  }
  return [...legs.values()];
};

const isLater = (a: RepLeg, b: RepLeg): boolean => {
  const [atA, atB] = [a.enteredAt ?? 0, b.enteredAt ?? 0];
  return atA === atB ? a.callSid > b.callSid : atA > atB;
};

/** The last word of the Switchboard on the rep's phone: since when it is away, if it is. */
const phoneAwaySince = (facts: readonly Fact[]): number | undefined => {
  const last = lastWrite(facts, 'phone.here');
  return last && !last.on ? last.at : undefined;
};

const NOBODY: RepPresence = {
  callSid: undefined,
  enteredAt: undefined,
  joinedAt: undefined,
  absentSince: undefined,
  legGone: false,
  signedOut: false,
};

/** Only the leg that was admitted last counts: an older one is a ghost, whatever the carrier still says of it. */
export const presenceOf = (facts: readonly Fact[]): RepPresence => {
  const current = repLegs(facts).reduce<RepLeg | undefined>(
    (best, leg) => (best && !isLater(leg, best) ? best : leg),
    undefined,
  );
  if (!current) return NOBODY;
  const away = phoneAwaySince(facts);
  const times = [
    current.goneAt,
    // A leg admitted later than the phone was missed is the phone's return.
    away !== undefined && away >= (current.enteredAt ?? 0) ? away : undefined,
  ].filter(at => at !== undefined);
  return {
    callSid: current.callSid || undefined,
    enteredAt: current.enteredAt,
    joinedAt: current.joinedAt,
    absentSince: times.length > 0 ? Math.min(...times) : undefined,
    legGone: current.goneAt !== undefined,
    signedOut: facts.some(fact => fact.kind === 'session.ended' && fact.at >= (current.enteredAt ?? 0)),
  };
};
