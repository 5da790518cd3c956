import type { DialIntent } from '../../shared/calls/contract.ts';
import type { InboxEntry } from '../../shared/inbox/contract.ts';

/** Calls the caller from the number they called. Null for a caller who withheld their number. */
export const callBackIntent = ({ number, ours, contact }: InboxEntry, at: number): DialIntent | null =>
  number && { number, source: 'recents', contactId: contact?.id, callFrom: ours, at };
