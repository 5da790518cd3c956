/** The two sides of a call of either direction. Pure. */
import type { E164 } from '../numbers/contract.ts';
import type { CallView } from './view.ts';

type Sides = Pick<CallView, 'direction' | 'from' | 'to'>;

/** The customer's number; undefined for a caller who withheld it, or who has none. */
export const theirNumber = ({ direction, from, to }: Sides): E164 | undefined =>
  direction === 'inbound' ? from : to;

/** The workspace's number. */
export const ourNumber = ({ direction, from, to }: Sides): E164 =>
  direction === 'inbound' || from === undefined ? to : from;

/** What names the customer, best first: the contact, the name their network reports, their number, their address. */
export const otherParty = (
  call: Sides & Pick<CallView, 'contact' | 'callerName' | 'callerAddress'>,
): {
  readonly name?: string | undefined;
  readonly number?: E164 | undefined;
  readonly address?: string | undefined;
} => ({
  name: call.contact?.name ?? call.callerName,
  number: theirNumber(call),
  address: call.callerAddress,
});
