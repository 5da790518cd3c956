import type { Day } from '../../../shared/workspace/hours.ts';

export const words = {
  title: 'Business hours',
  intro:
    'When your company is open. What callers outside these hours hear, and whether anybody is rung, is up to each number’s work mode, under Phone Numbers.',
  always: 'Open at all times',
  alwaysHelp: 'Callers never hear that you are closed.',
  openNow: 'Open now.',
  closedNow: 'Closed now.',
  timeZone: 'Time zone',
  timeZoneHelp: 'The hours below are in this time zone.',
  days: {
    mon: 'Monday',
    tue: 'Tuesday',
    wed: 'Wednesday',
    thu: 'Thursday',
    fri: 'Friday',
    sat: 'Saturday',
    sun: 'Sunday',
  } satisfies Record<Day, string>,
  from: (day: string) => `${day}, opens at`,
  to: (day: string) => `${day}, closes at`,
  closed: 'closed',
  week: 'Week',
  holidays: 'Holidays',
  holidaysHelp: 'Closed all day.',
  noHolidays: 'None yet.',
  date: 'Date',
  name: 'Name',
  add: 'Add a holiday',
} as const;
