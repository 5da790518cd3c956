/** A customer whose rep is away is held, with words, until the rep is back or is given up. */
import type { CallState } from '../../../shared/calls/machine.ts';
import { REJOIN_MS } from '../../../shared/calls/party-presence.ts';
import { legOf } from '../legs.ts';
import { isInRoom, type ResponsibleRep, responsibleRep } from './responsible-rep.ts';
import { after, again, carryOutAt, type Due, recordAt, type Situation } from './situation.ts';

// A hang-up and the room's leave event it causes arrive separately. Before an answer, little is lost by waiting.
const LEFT_UNANSWERED_MS = 3_000;
// A silent phone may come back, but a customer must not answer into an empty room.
const SILENT_UNANSWERED_MS = 10_000;

const whileAway = (
  { legs, effects, conferenceSid }: Situation,
  { party, presence: { legGone, signedOut } }: ResponsibleRep,
  absentSince: number,
  isAnswered: boolean,
): Due[] => {
  // A signed-out rep can neither report a hang-up nor rejoin, so leaving counts as hanging up.
  if (legGone && signedOut)
    return [recordAt(absentSince, { kind: 'rep.hungUp', key: 'rep.hungUp', at: absentSince, party })];
  const lostAt = absentSince + (isAnswered ? REJOIN_MS : legGone ? LEFT_UNANSWERED_MS : SILENT_UNANSWERED_MS);
  const due = [recordAt(lostAt, { kind: 'rep.lost', key: 'rep.lost', at: lostAt, party })];
  const { 'hold/customer': hold, 'unhold/customer': unhold } = effects;
  const holdAt = again(hold);
  if (isAnswered && legOf(legs, 'customer') && conferenceSid && holdAt !== undefined)
    due.push(carryOutAt(Math.max(holdAt, after(unhold)), 'hold/customer'));
  // A silent phone is only a hint; the carrier knows the state of its leg.
  if (!legGone && (effects.check?.at ?? 0) < absentSince) due.push(carryOutAt(0, 'check'));
  return due;
};

export const holding = (situation: Situation, { answeredAt }: CallState): Due[] => {
  const rep = responsibleRep(situation);
  // A caller whose rep has not come yet is not held but offered again (offering.ts).
  if (!rep || (situation.next && answeredAt === undefined)) return [];
  const { absentSince } = rep.presence;
  if (absentSince !== undefined) return whileAway(situation, rep, absentSince, answeredAt !== undefined);
  const { 'hold/customer': hold, 'unhold/customer': unhold } = situation.effects;
  const unholdAt = again(unhold);
  return isInRoom(rep) && hold && unholdAt !== undefined
    ? [carryOutAt(Math.max(unholdAt, after(hold)), 'unhold/customer')]
    : [];
};
