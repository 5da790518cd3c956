/** A workspace's day, in its own time zone. */

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  // en-CA writes a date as 2026-11-29.
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
};

/** The date in this time zone at this moment (milliseconds UTC), as 2026-11-29. */
export const dayOf = (timeZone: string, at: number): string => formatOf(timeZone).format(at);

/** The time zone of a workspace without business hours; with them, theirs is used. */
export const USUAL_TIME_ZONE = 'UTC';
