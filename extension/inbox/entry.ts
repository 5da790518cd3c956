/** What the screens say about an entry. */
import type { InboxEntry, Message } from '../../shared/inbox/contract.ts';
import { repDates } from '../ui/format/dates.ts';
import { shownNumber } from '../ui/format/phone-numbers.ts';
import { words } from './words.ts';

/** The caller's number, or the address of a caller who does not call from a telephone number. */
export const numberOf = ({ number, address }: InboxEntry, country: string): string | null =>
  number === null ? address : shownNumber(number, country);

export const whoOf = (entry: InboxEntry, country: string): string =>
  entry.contact?.name ?? entry.callerName ?? numberOf(entry, country) ?? words.withheld;

/** The number that was called, by its name where it has one. */
export const oursOf = ({ ours, oursName }: InboxEntry, country: string): string =>
  oursName === null || oursName === ours ? shownNumber(ours, country) : oursName;

/** 9:00 AM today, and the day as well on other days. */
export const whenOf = (at: number, now: number): string => {
  const dates = repDates();
  const day = dates.dayWord(at, now);
  return day === 'Today' ? dates.time(at) : `${day}, ${dates.time(at)}`;
};

/** A message that can be played and that nobody has played. */
export const isNew = ({ heardBy, recording }: Message): boolean =>
  heardBy === null && ['stored', 'coming'].includes(recording.state);
