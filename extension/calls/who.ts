/** Who is at the other end of a call, as people read it. */
import { otherParty } from '../../shared/calls/other-party.ts';
import type { CallView } from '../../shared/calls/view.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { shownNumber } from '../ui/format/phone-numbers.ts';

/** Said in place of a number that the caller does not show. */
const WITHHELD = 'Withheld number';

export type Who = {
  /** The name; without one, what is in `reach`. */
  readonly title: string;
  readonly hasName: boolean;
  readonly company: string | null;
  /** The number, or the address that stands for it, or that it was withheld. */
  readonly reach: string;
  /** Absent if they cannot be called. */
  readonly number: E164 | undefined;
};

export const whoIs = (call: CallView, country: string): Who => {
  const { name, number, address } = otherParty(call);
  const reach = number ? shownNumber(number, country) : (address ?? WITHHELD);
  return {
    title: name ?? reach,
    hasName: name !== undefined,
    company: call.contact?.company ?? null,
    reach,
    number,
  };
};
