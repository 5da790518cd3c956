import { internationalNumber } from '../ui/format/phone-numbers.ts';
import { good, type Look, warn } from './finding.ts';
import { words } from './words.ts';

/** Which number contacts see, and why: people forget a pick from long ago, or the number of an old call. */
export const callerId: Look = ({ callerId: known }) => {
  if (!known) return undefined;
  const { picked, callable } = known;
  if (picked === null) return good(words.callerIdChosen);
  return callable.includes(picked)
    ? good(words.callerIdPicked(internationalNumber(picked)))
    : warn(words.callerIdGone(internationalNumber(picked)), words.callerIdGoneNext);
};
