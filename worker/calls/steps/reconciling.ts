/** A waiting call is checked again and again: asking the carrier makes up for missing webhooks. */
import { isOf } from '../../../shared/calls/facts.ts';
import { presenceOf } from '../../../shared/calls/party-presence.ts';
import { isBeyondReps, responsibleOf } from '../../../shared/calls/responsible.ts';
import { legOf } from '../legs.ts';
import { carryOutAt, type Due, type Situation } from './situation.ts';

// No call is shown as "in call" for more than a minute after its end, even if every webhook was lost.
const CHECK_EVERY_MS = 45_000;
const CHECK_AGAIN_MS = 8_000;

// Nobody reports the end of a caller who is not in the room, so the carrier is asked more often.
const CHECK_CALLER_MS = 15_000;
const LOOK_FOR_CALLER_MS = 4_000;

/** How long to wait for news of a caller who is not talking to anybody yet; undefined for any other customer. */
const callerPatience = ({ facts, next }: Situation): number | undefined => {
  if (next === undefined || facts.some(({ kind }) => kind === 'call.connected')) return undefined;
  const isExpected = !isBeyondReps(responsibleOf(facts));
  return isExpected && presenceOf(facts, 'customer').joinedAt === undefined
    ? LOOK_FOR_CALLER_MS
    : CHECK_CALLER_MS;
};

export const reconciling = (situation: Situation): Due[] => {
  const { facts, legs, effects } = situation;
  const { 'bring/customer': bring, check } = effects;
  if (!legOf(legs, 'customer')) return [];
  const heard = facts.flatMap(fact =>
    (isOf(fact, 'customer') && (fact.kind.startsWith('leg.') || fact.kind.startsWith('room.'))) ||
    fact.kind === 'call.arrived'
      ? [fact.at]
      : [],
  );
  const seen = Math.max(bring?.at ?? 0, check?.at ?? 0, ...heard);
  const again = check?.state === 'unknown' && check.at === seen;
  const patience = callerPatience(situation) ?? CHECK_EVERY_MS;
  return [carryOutAt(seen + (again ? Math.min(CHECK_AGAIN_MS, patience) : patience), 'check')];
};
