/** Dates and times as people read them, on the clock of a time zone: the rep's own, or the workspace's. */
import { dayOf } from '../../../shared/workspace/day.ts';

const DAY_MS = 86_400_000;

const createDates = (timeZone: string) => {
  const format = (options: Intl.DateTimeFormatOptions) => {
    // Making a formatter takes far longer than using one.
    let made: Intl.DateTimeFormat | undefined;
    return (at: number): string => {
      made ??= new Intl.DateTimeFormat(undefined, { ...options, timeZone });
      return made.format(at);
    };
  };
  const weekday = format({ weekday: 'long' });
  const dayAndMonth = format({ day: 'numeric', month: 'long' });
  const dayMonthYear = format({ day: 'numeric', month: 'long', year: 'numeric' });

  return {
    /** Jan 5, 2026. */
    day: format({ dateStyle: 'medium' }),
    /** Jan 5, 2026, 9:00 AM. */
    dayAndTime: format({ dateStyle: 'medium', timeStyle: 'short' }),
    /** Jan 5, 2026, 9:00:07 AM. */
    toTheSecond: format({ dateStyle: 'medium', timeStyle: 'medium' }),
    /** Monday, January 5, 2026 at 9:00 AM. */
    inFull: format({ dateStyle: 'full', timeStyle: 'short' }),
    /** 9:00 AM. */
    time: format({ timeStyle: 'short' }),
    /** Today, Yesterday, a weekday within the last week, otherwise the date. */
    dayWord: (at: number, now: number): string => {
      const [day, today] = [dayOf(timeZone, at), dayOf(timeZone, now)];
      // Both are read as UTC, where every day has the same length.
      const days = (Date.parse(today) - Date.parse(day)) / DAY_MS;
      if (days === 0) return 'Today';
      if (days === 1) return 'Yesterday';
      if (days < 7) return weekday(at);
      return (day.slice(0, 4) === today.slice(0, 4) ? dayAndMonth : dayMonthYear)(at);
    },
  };
};

export type Dates = ReturnType<typeof createDates>;

const known = new Map<string, Dates>();

/** Dates on the clock of this IANA time zone, like America/New_York. */
export const datesIn = (timeZone: string): Dates => {
  const dates = known.get(timeZone) ?? createDates(timeZone);
  known.set(timeZone, dates);
  return dates;
};

/** The time zone of the computer in front of the rep. */
export const repTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Dates on the rep's own clock. The computer may travel, so its zone is read each time. */
export const repDates = (): Dates => datesIn(repTimeZone());
