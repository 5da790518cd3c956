/** A workspace's day, as the clock on its wall has it. */

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

/** The date there at this moment (milliseconds UTC), as 2026-11-29. */
export const dayOf = (timeZone: string, at: number): string => formatOf(timeZone).format(at);

/** Where no business hours say which time zone it is in. */
export const USUAL_TIME_ZONE = 'UTC';
