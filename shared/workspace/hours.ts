/** When a workspace is open: its week in its own time zone, and its holidays. */
import * as z from 'zod';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const WALL_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;
/** Local time of day, 00:00 to 24:00. */
const WallTime = z.string().regex(WALL_TIME, 'Enter a time like 09:00.');

/** Malformed times count as in order here, so that only their own error is shown. */
const isInOrder = ({ from, to }: { readonly from: string; readonly to: string }): boolean =>
  !WALL_TIME.test(from) || !WALL_TIME.test(to) || from < to;

const Open = z.object({ from: WallTime, to: WallTime }).refine(isInOrder, {
  message:
    'The closing time must be after the opening time. For hours past midnight, end at 24:00 and begin the next day at 00:00.',
  path: ['to'],
});

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

export const Hours = z.object({
  /** IANA, like America/New_York. */
  timeZone: z.string().refine(isTimeZone, 'There is no such time zone.'),
  /** Null for a day that is closed. */
  week: z.object({
    mon: Open.nullable(),
    tue: Open.nullable(),
    wed: Open.nullable(),
    thu: Open.nullable(),
    fri: Open.nullable(),
    sat: Open.nullable(),
    sun: Open.nullable(),
  }),
  /** Closed all day; dates of the workspace's own time zone. */
  holidays: z
    .array(
      z.object({
        date: z
          .string()
          .refine(
            text => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && isDate(text),
            'Enter a date.',
          ),
        name: z.string().trim().max(60),
      }),
    )
    .max(200, 'At most 200 holidays.'),
});
export type Hours = z.infer<typeof Hours>;

/** A moment in the workspace's local time. */
type Local = { readonly date: string; readonly day: Day; readonly time: string };

const WEEKDAYS: Readonly<Record<string, Day>> = {
  Mon: 'mon',
  Tue: 'tue',
  Wed: 'wed',
  Thu: 'thu',
  Fri: 'fri',
  Sat: 'sat',
  Sun: 'sun',
};

const localOf = (timeZone: string, at: number): Local => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: `${parts.year?.padStart(4, '0')}-${parts.month}-${parts.day}`,
    day: WEEKDAYS[parts.weekday ?? ''] ?? 'mon',
    time: `${parts.hour}:${parts.minute}`,
  };
};

const isHoliday = ({ holidays }: Hours, date: string): boolean => holidays.some(each => each.date === date);

/** Whether the workspace is open at this moment (milliseconds UTC). Without hours it is always open. */
export const isOpenAt = (hours: Hours | null, at: number): boolean => {
  if (!hours) return true;
  const { date, day, time } = localOf(hours.timeZone, at);
  const open = hours.week[day];
  return open !== null && !isHoliday(hours, date) && open.from <= time && time < open.to;
};

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The first time from `from` on that exists on that date: when clocks go forward, some times are skipped. */
const firstShown = (timeZone: string, date: string, from: string): string => {
  const asUtc = Date.parse(`${date}T${from}:00Z`);
  const offsetAt = (at: number): number => {
    const local = localOf(timeZone, at);
    return Date.parse(`${local.date}T${local.time}:00Z`) - at;
  };
  const [before, after] = [offsetAt(asUtc - DAY_MS), offsetAt(asUtc + DAY_MS)];
  if (before >= after) return from;
  const isShown = (wall: number): boolean =>
    wall - before + offsetAt(wall - before) === wall || wall - after + offsetAt(wall - after) === wall;
  let wall = asUtc;
  while (!isShown(wall) && wall < asUtc + DAY_MS) wall += MINUTE_MS;
  return new Date(wall).toISOString().slice(11, 16);
};

const LONGEST_DAYS = 370;

/** When the workspace opens next; `inDays` is 0 for later today. Undefined when it is open, or never opens. */
export const nextOpening = (
  hours: Hours,
  at: number,
): { readonly day: Day; readonly from: string; readonly inDays: number } | undefined => {
  if (isOpenAt(hours, at)) return undefined;
  const now = localOf(hours.timeZone, at);
  // Dates are counted at noon, which no clock change moves to another day.
  const noon = Date.parse(`${now.date}T12:00:00Z`);
  for (let inDays = 0; inDays <= LONGEST_DAYS; inDays += 1) {
    const { date, day } = localOf('UTC', noon + inDays * DAY_MS);
    const open = hours.week[day];
    if (!open || isHoliday(hours, date) || (inDays === 0 && open.from <= now.time)) continue;
    const from = firstShown(hours.timeZone, date, open.from);
    // When the clock change skips all of the opening hours, the workspace does not open that day.
    if (from >= open.to) continue;
    return { day, from, inDays };
  }
  return undefined;
};

const WORK = { from: '09:00', to: '17:00' } as const;
/** The hours suggested to a workspace that has never set any. */
export const usualHours = (timeZone: string): Hours => ({
  timeZone,
  week: { mon: WORK, tue: WORK, wed: WORK, thu: WORK, fri: WORK, sat: null, sun: null },
  holidays: [],
});
