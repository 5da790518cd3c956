/** Whether a rep is with their customer, derived from the facts. Pure, and the same for any order of the facts. */
import type { Fact } from './machine.ts';
import { lastWrite } from './switches.ts';

/** How long a customer is held for a rep who dropped out, milliseconds. */
export const REJOIN_MS = 45_000;

export type RepPresence = {
  /** The leg that was admitted last; undefined when none was, and for facts that name no leg. */
  readonly callSid: string | undefined;
  /** When the rep entered with the leg that was admitted last; undefined when none was. */
  readonly enteredAt: number | undefined;
  /** When that leg joined the room. */
  readonly joinedAt: number | undefined;
  /** Since when the rep is away: their leg has ended, or their phone has stopped responding. */
  readonly absentSince: number | undefined;
  /** Whether the leg itself has ended: then the rep can come back only with another one. */
  readonly legGone: boolean;
  /** Whether the phone's session has ended since that leg was admitted, so that the phone cannot rejoin. */
  readonly signedOut: boolean;
};

type RepLeg = { callSid: string; enteredAt?: number; joinedAt?: number; goneAt?: number };

const earlier = (known: number | undefined, at: number): number => Math.min(known ?? at, at);

const repLegs = (facts: readonly Fact[]): readonly RepLeg[] => {
  const legs = new Map<string, RepLeg>();
  for (const fact of facts) {
    if (!('leg' in fact) || fact.leg !== 'rep') continue;
    // A fact without a SID belongs to the call's only leg.
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

/** The Switchboard's last report on the rep's phone: since when it is away, or undefined if it is not. */
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

/** Only the leg admitted last counts: older ones are ignored, whatever the carrier still reports about them. */
export const presenceOf = (facts: readonly Fact[]): RepPresence => {
  const current = repLegs(facts).reduce<RepLeg | undefined>(
    (best, leg) => (best && !isLater(leg, best) ? best : leg),
    undefined,
  );
  if (!current) return NOBODY;
  const away = phoneAwaySince(facts);
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
    signedOut: facts.some(fact => fact.kind === 'session.ended' && fact.at >= (current.enteredAt ?? 0)),
  };
};
