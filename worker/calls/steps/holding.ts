/**
 * A customer is held while their rep wants it, and while their rep is away, until the rep is back or is given up. Both
 * are one hold at the carrier: whoever is still wanted on hold when the rep is back stays there.
 */
import { holdWantedBy } from '../../../shared/calls/hold.ts';
import type { CallState } from '../../../shared/calls/machine.ts';
import { REJOIN_MS } from '../../../shared/calls/party-presence.ts';
import { legOf } from '../legs.ts';
import { isInRoom, type ResponsibleRep, responsibleRep } from './responsible-rep.ts';
import { after, again, carryOutAt, type Due, type Effect, recordAt, type Situation } from './situation.ts';

// A hang-up and the room's leave event it causes arrive separately. Before an answer, little is lost by waiting.
const LEFT_UNANSWERED_MS = 3_000;
// A silent phone may come back, but a customer must not answer into an empty room.
const SILENT_UNANSWERED_MS = 10_000;
/** A rep who talks on must not have their customer put on hold long after they asked for it. */
const HOLD_WITHIN_MS = 8_000;

const wantedBy = ({ facts }: Situation, { party }: ResponsibleRep) => holdWantedBy(facts, party);

/** Whether the customer is to be on hold because the responsible rep wants it. */
export const isHoldWanted = (situation: Situation): boolean => {
  const rep = responsibleRep(situation);
  return rep !== undefined && wantedBy(situation, rep)?.on === true;
};

const whileAway = (
  { effects }: Situation,
  { party, presence: { legGone, signedOut } }: ResponsibleRep,
  absentSince: number,
  isAnswered: boolean,
): Due[] => {
  // A signed-out rep can neither report a hang-up nor rejoin, so leaving counts as hanging up.
  if (legGone && signedOut)
    return [recordAt(absentSince, { kind: 'rep.hungUp', key: 'rep.hungUp', at: absentSince, party })];
  const lostAt = absentSince + (isAnswered ? REJOIN_MS : legGone ? LEFT_UNANSWERED_MS : SILENT_UNANSWERED_MS);
  const due = [recordAt(lostAt, { kind: 'rep.lost', key: 'rep.lost', at: lostAt, party })];
  // A silent phone is only a hint; the carrier knows the state of its leg.
  if (!legGone && (effects.check?.at ?? 0) < absentSince) due.push(carryOutAt(0, 'check'));
  return due;
};

/** When to try: at once what the rep has asked for since the last try, unless that is still in flight. */
const tryAt = (effect: Effect | undefined, askedAt: number): number | undefined =>
  effect && effect.state !== 'sent' && effect.state !== 'done' && effect.at < askedAt ? 0 : again(effect);

const hold = (situation: Situation, rep: ResponsibleRep): Due[] => {
  const { legs, conferenceSid, effects } = situation;
  const { 'hold/customer': held, 'unhold/customer': unheld } = effects;
  const wanted = wantedBy(situation, rep);
  const at = tryAt(held, wanted?.at ?? 0);
  if (at === undefined) return [];
  const isReachable = legOf(legs, 'customer') && conferenceSid;
  const due = isReachable ? [carryOutAt(Math.max(at, after(unheld)), 'hold/customer')] : [];
  if (!wanted?.on || rep.presence.absentSince !== undefined) return due;
  const failedAt = wanted.at + HOLD_WITHIN_MS;
  const { party, turn } = wanted;
  const key = `hold.failed/${party}/${turn}`;
  // Between the turn that failed and the next.
  const failed = { kind: 'hold.wanted', key, at: failedAt, party, on: false, failed: true } as const;
  return [...due, recordAt(failedAt, { ...failed, turn: turn + 0.5 })];
};

const unhold = (situation: Situation, rep: ResponsibleRep): Due[] => {
  const { 'hold/customer': held, 'unhold/customer': unheld } = situation.effects;
  const wanted = wantedBy(situation, rep);
  const at = tryAt(unheld, wanted?.failed ? 0 : (wanted?.at ?? 0));
  return at !== undefined && (held || unheld)
    ? [carryOutAt(Math.max(at, after(held)), 'unhold/customer')]
    : [];
};

export const holding = (situation: Situation, { answeredAt }: CallState): Due[] => {
  const rep = responsibleRep(situation);
  // A caller whose rep has not come yet is not held but offered again (offering.ts).
  if (!rep || (situation.next && answeredAt === undefined)) return [];
  const { absentSince } = rep.presence;
  const isAnswered = answeredAt !== undefined;
  const due = absentSince === undefined ? [] : whileAway(situation, rep, absentSince, isAnswered);
  if (isAnswered && (absentSince !== undefined || isHoldWanted(situation)))
    return [...due, ...hold(situation, rep)];
  return isInRoom(rep) ? [...due, ...unhold(situation, rep)] : due;
};
