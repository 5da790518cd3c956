const NAMED: Readonly<Record<string, string>> = { noon: '12:00', midnight: '00:00' };
const TYPED = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:([ap])\.?(?:m\.?)?)?$/;
const WALL = /^(\d\d):(\d\d)$/;

const hourOf = (typed: number, half: string | undefined): number | undefined => {
  if (half === undefined) return typed;
  return typed >= 1 && typed <= 12 ? (typed % 12) + (half === 'p' ? 12 : 0) : undefined;
};

/**
 * The time of day that was typed, as 9, 9:00, 0900, 9 am or noon, in the form 09:00; undefined for what is no time.
 * An end at midnight is the end of the day, 24:00.
 */
export const timeOfDayIn = (typed: string, isEnd = false): string | undefined => {
  const text = typed.trim().toLowerCase();
  const [, hours, minutes = '00', half] = TYPED.exec(NAMED[text] ?? text) ?? [];
  const hour = hours === undefined ? undefined : hourOf(Number(hours), half);
  if (hour === undefined || Number(minutes) > 59 || hour > 24 || (hour === 24 && minutes !== '00'))
    return undefined;
  const time = `${String(hour).padStart(2, '0')}:${minutes}`;
  return isEnd && time === '00:00' ? '24:00' : time;
};

/** Whether people in this country (ISO 3166 alpha-2) write the time with am and pm. */
const hasHalves = (country: string): boolean => {
  try {
    const { language } = new Intl.Locale('und', { region: country }).maximize();
    return (
      new Intl.DateTimeFormat(`${language}-${country}`, { hour: 'numeric' }).resolvedOptions().hour12 === true
    );
  } catch {
    return false;
  }
};

/** A time of day as it is written in a country: 17:00 or 5:00 PM. A text that is no time stays as it is. */
export const shownTime = (time: string, country: string): string => {
  const [, hours, minutes] = WALL.exec(time) ?? [];
  if (hours === undefined || !hasHalves(country)) return time;
  const hour = Number(hours);
  return `${hour % 12 || 12}:${minutes} ${hour % 24 < 12 ? 'AM' : 'PM'}`;
};
