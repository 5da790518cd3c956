/** Who is on the other side of a call, as people read it. */
import { otherParty } from '../../shared/calls/other-party.ts';
import { shownNumber } from '../ui/format/phone-numbers.ts';
import { WITHHELD } from './notice-words.ts';

type Call = Parameters<typeof otherParty>[0];

/** Their number; the address of a caller who has none; or that it was withheld. */
export const shownOther = (call: Call, country: string): string => {
  const { number, address } = otherParty(call);
  return number ? shownNumber(number, country) : (address ?? WITHHELD);
};

/** Their name, or else their number. */
export const shownWho = (call: Call, country: string): string =>
  otherParty(call).name ?? shownOther(call, country);
