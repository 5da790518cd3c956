/** Members' devices, which come in with tickets: each arrives in time or is given up, and only its last leg stays. */
import { isMember } from '../../../shared/calls/parties.ts';
import { presenceOf } from '../../../shared/calls/party-presence.ts';
import { legsOf } from '../legs.ts';
import { responsibleRep } from './responsible-rep.ts';
import { again, carryOutAt, type Due, goneAt, recordAt, type Situation } from './situation.ts';

const ARRIVAL_MS = 30_000;
const REJOIN_ARRIVAL_MS = 15_000;
const LOOK_FOR_ARRIVAL_MS = 5_000;

/** Ends the legs that a party has replaced with a later one, and those of reps from whom a caller was taken back. */
const ghosts = (situation: Situation): Due[] => {
  const { facts, legs, effects, next } = situation;
  const rep = responsibleRep(situation)?.party;
  return legs.flatMap(leg => {
    const { callSid } = isMember(leg.party) ? presenceOf(facts, leg.party) : {};
    const at = again(effects[`end/${leg.callSid}`]);
    const isOut = next !== undefined && rep !== leg.party;
    if (callSid === undefined || (callSid === leg.callSid && !isOut) || at === undefined) return [];
    return goneAt(facts, leg) === undefined ? [carryOutAt(at, `end/${leg.callSid}`)] : [];
  });
};

/** The responsible rep uses their ticket and joins the room in time, or the call is abandoned or lost. */
const arrival = (situation: Situation): Due[] => {
  const { legs, effects, ticketExpiresAt: expiry } = situation;
  const rep = responsibleRep(situation);
  if (!rep) return [];
  const { party, presence } = rep;
  const own = legsOf(legs, party);
  // A rep who answered a caller and has not come yet gives the caller back (offering.ts).
  if (situation.next && !situation.facts.some(({ kind }) => kind === 'call.connected')) return [];
  if (own.length === 0)
    return expiry === undefined
      ? []
      : [recordAt(expiry, { kind: 'ticket.expired', key: 'ticket.expired', at: expiry, party })];
  const { enteredAt, joinedAt, absentSince } = presence;
  if (absentSince !== undefined || joinedAt !== undefined || enteredAt === undefined) return [];
  const looked = Math.max(enteredAt, effects.check?.at ?? 0);
  const lostAt = enteredAt + (own.length > 1 ? REJOIN_ARRIVAL_MS : ARRIVAL_MS);
  return [
    carryOutAt(looked + LOOK_FOR_ARRIVAL_MS, 'check'),
    recordAt(lostAt, { kind: 'rep.lost', key: 'rep.lost', at: lostAt, party }),
  ];
};

export const admitting = (situation: Situation): Due[] => [...ghosts(situation), ...arrival(situation)];
