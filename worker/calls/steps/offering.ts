/** A caller is offered to the reps, comes to the one who answers, or goes on to what comes after the reps. */
import { type Fact, type FactOf, isOf } from '../../../shared/calls/facts.ts';
import type { CallState } from '../../../shared/calls/machine.ts';
import { isMember, PartyId } from '../../../shared/calls/parties.ts';
import { presenceOf } from '../../../shared/calls/party-presence.ts';
import { lastMove } from '../../../shared/calls/responsible.ts';
import { giveBack, moveTo } from '../moves.ts';
import { again, carryOutAt, type Due, recordAt, type Situation } from './situation.ts';

type Move = FactOf<'responsible.moved'>;
type Next = NonNullable<Situation['next']>;

/** A rep who answered is in the room within this time, or the call is offered again. */
const ARRIVAL_MS = 10_000;
const LOOK_FOR_ARRIVAL_MS = 4_000;
// The carrier may still be carrying out the answer that puts the caller into the room: it would undo the move.
const SETTLED_MS = 3_000;

/** A caller who leaves the room without having been moved out of it has hung up. */
const hangUp = ({ facts, effects }: Situation): Due | undefined => {
  const left = facts.find(fact => fact.kind === 'room.left' && isOf(fact, 'customer'));
  return left && !effects['move/customer']
    ? recordAt(left.at, { kind: 'caller.hungUp', key: 'caller.hungUp', at: left.at })
    : undefined;
};

const ringing = (facts: readonly Fact[], { turn, at, until = at }: Move, next: Next): Due => {
  const lapsed = facts.find(fact => fact.kind === 'offer.lapsed' && fact.turn === turn);
  return lapsed
    ? recordAt(lapsed.at, moveTo(facts, next, 'unanswered', lapsed.at))
    : recordAt(until, { kind: 'offer.lapsed', key: `offer.lapsed/${turn}`, at: until, turn });
};

/** The rep has answered and is on the way into the room. */
const answered = ({ facts, effects }: Situation, party: PartyId, { at }: Move, next: Next): Due[] => {
  const { enteredAt = 0, joinedAt, absentSince, legGone } = presenceOf(facts, party);
  // A leg that entered earlier belongs to an earlier answer of the same rep.
  const isHere = enteredAt >= at;
  if (isHere && joinedAt !== undefined && absentSince === undefined) {
    const connectedAt = Math.max(joinedAt, at);
    return [recordAt(connectedAt, { kind: 'call.connected', key: 'call.connected', at: connectedAt })];
  }
  const backAt = isHere && legGone && absentSince !== undefined ? absentSince : at + ARRIVAL_MS;
  const due = [recordAt(backAt, giveBack(facts, next, backAt))];
  if (isHere) due.push(carryOutAt(Math.max(at, effects.check?.at ?? 0) + LOOK_FOR_ARRIVAL_MS, 'check'));
  return due;
};

/** The caller leaves the room, once they are known to be there or the carrier has had time to bring them there. */
const moving = ({ facts, effects }: Situation): Due[] => {
  const { joinedAt, legGone } = presenceOf(facts, 'customer');
  const arrived = facts.find(fact => fact.kind === 'call.arrived');
  const at = again(effects['move/customer']);
  if (at === undefined || legGone || !arrived) return [];
  return [carryOutAt(Math.max(at, joinedAt === undefined ? arrived.at + SETTLED_MS : 0), 'move/customer')];
};

export const offering = (situation: Situation, { answeredAt }: CallState): Due[] => {
  const { facts, next } = situation;
  const move = lastMove(facts);
  if (next === undefined || !move) return [];
  const gone = hangUp(situation);
  if (gone) return [gone];
  if (move.to === 'ringing') return [ringing(facts, move, next)];
  const party = PartyId.safeParse(move.to).data;
  if (party) return isMember(party) && answeredAt === undefined ? answered(situation, party, move, next) : [];
  return moving(situation);
};
