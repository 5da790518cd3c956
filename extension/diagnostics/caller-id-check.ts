import { chooseCallerId } from '../../shared/numbers/caller-id.ts';
import { repDates } from '../ui/format/dates.ts';
import { internationalNumber } from '../ui/format/phone-numbers.ts';
import { serverIn } from './asking.ts';
import { good, type Look, warn } from './finding.ts';
import { words } from './words.ts';

/** Which number contacts see, and why: people forget a pick from long ago, or the number of an old call. */
export const callerId: Look = facts => {
  const state = serverIn(facts);
  if (!state || !facts.callerId) return undefined;
  const { picked, callable } = facts.callerId;
  if (picked !== null && !callable.includes(picked))
    return warn(words.callerIdGone(internationalNumber(picked)), words.callerIdGoneNext);
  if (picked !== null) return good(words.callerIdPicked(internationalNumber(picked)));
  const lines = state.lastCalled.flatMap(({ name, number, from, at }) => {
    const seen = chooseCallerId(callable, { sticky: from });
    if (!seen) return [];
    const who = name ?? internationalNumber(number);
    const [shown, when] = [internationalNumber(seen.from), repDates().dayAndTime(at)];
    return seen.reason === 'sticky'
      ? words.seesSticky(who, shown, when)
      : words.seesFirst(who, shown, internationalNumber(from), when);
  });
  return { ...good(words.callerIdChosen), lines };
};
