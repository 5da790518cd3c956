/** A waiting call is checked again and again: asking the carrier makes up for missing webhooks. */
import { isOf } from '../../../shared/calls/facts.ts';
import { legOf } from '../legs.ts';
import { carryOutAt, type Due, type Situation } from './situation.ts';

// No call is shown as "in call" for more than a minute after its end, even if every webhook was lost.
const CHECK_EVERY_MS = 45_000;
const CHECK_AGAIN_MS = 8_000;

export const reconciling = ({ facts, legs, effects }: Situation): Due[] => {
  const { 'bring/customer': bring, check } = effects;
  if (!legOf(legs, 'customer')) return [];
  const heard = facts.flatMap(fact =>
    isOf(fact, 'customer') && (fact.kind.startsWith('leg.') || fact.kind.startsWith('room.'))
      ? [fact.at]
      : [],
  );
  const seen = Math.max(bring?.at ?? 0, check?.at ?? 0, ...heard);
  const again = check?.state === 'unknown' && check.at === seen;
  return [carryOutAt(seen + (again ? CHECK_AGAIN_MS : CHECK_EVERY_MS), 'check')];
};
