/** Numbers, times and durations as people read them. Pure. */
import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** National format within the workspace's calling code, otherwise international; unchanged if it cannot be parsed. */
export const shownNumber = (number: string, country: string): string => {
  const home = isSupportedCountry(country) ? country : 'US';
  const parsed = parsePhoneNumberFromString(number, home);
  if (!parsed?.isPossible()) return number;
  return parsed.countryCallingCode === getCountryCallingCode(home)
    ? parsed.formatNational()
    : parsed.formatInternational();
};

/** The number in E.164, or unchanged if it cannot be parsed. */
export const plainNumber = (number: string, country: string): string =>
  parsePhoneNumberFromString(number, isSupportedCountry(country) ? country : 'US')?.number ?? number;

const two = (value: number) => String(value).padStart(2, '0');

/** 00:42, 12:05, 1:02:05. */
export const timer = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
};

const many = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** "4 minutes 12 seconds", for screen readers. */
export const spokenDuration = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => many(count, unit));
  return said.length > 0 ? said.join(' ') : '0 seconds';
};

export const clockTime = (at: number): string =>
  new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(at);

export const fullTime = (at: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' }).format(at);

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0);
const HALF_DAY_MS = 43_200_000;

/** Today, Yesterday, a weekday within the last week, otherwise the date. Half a day absorbs a clock change. */
export const dayWord = (at: number, now: number): string => {
  const today = startOfDay(now);
  const day = startOfDay(at);
  if (day === today) return 'Today';
  if (day === startOfDay(today - HALF_DAY_MS)) return 'Yesterday';
  const days = Math.round((today - day) / (2 * HALF_DAY_MS));
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(
    undefined,
    days < 7 ? { weekday: 'long' } : { day: 'numeric', month: 'long', year },
  ).format(at);
};
